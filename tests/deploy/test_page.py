"""The page for administrators: its commands work in the order in which they stand there."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.deploy.page import PAGE, Administrator, block
from tests.deploy.plant_database import answer, refusal
from tests.deploy.plant_machine import PlantMachine
from tests.deploy.units import UNITS_DIR
from tests.servers import PROJECT_DIR, free_port

DATABASES = ("manual_assignments", "manual_assignments_broken", "manual_assignments_drill")
# Of another environment, whose libraries `deploy/install` finds there.
LIBRARIES = f'sudo ln -s "{PROJECT_DIR}/.venv" "$release/.venv"\n'
NEWEST_DUMP = block("roles.sql\nsudo sed").splitlines(keepends=True)[0]
HERE = "cd /opt/manual-assignments/current\n"
EVENTS = "SELECT count(*) FROM monitoring_planningevent"
AN_EVENT = "INSERT INTO monitoring_planningevent (kind) VALUES ('assigned')"


@pytest.fixture(scope="module")
def administrator(superuser_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Administrator]:
    """Somebody who has set a plant up by the page."""
    administrator = Administrator(tmp_path_factory.mktemp("plant"), superuser_url)
    administrator.prepare()
    environment = "/etc/manual-assignments/environment"
    try:
        administrator.type(
            block("git archive"),
            LIBRARIES,
            block('"$release/deploy/install"'),
            block("useradd"),
            f"sed -i s/planning.example/localhost/ {environment}\n",
            block("ALTER ROLE").replace(
                "createsuperuser", "createsuperuser --no-input --username admin --email=admin@plant.example"
            ),
            block("sites-enabled"),
            block("daemon-reload"),
        )
        yield administrator
    finally:
        for name in DATABASES:
            answer(superuser_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture
def machine(administrator: Administrator) -> Iterator[PlantMachine]:
    with administrator.machine() as machine:
        yield machine


def serve_for_a_moment(machine: PlantMachine) -> None:
    """See that a server process starts, answers and stops."""
    machine.serve(free_port()).stop()


def test_what_was_set_up_serves_and_its_secrets_are_root_s(
    administrator: Administrator, machine: PlantMachine
) -> None:
    serve_for_a_moment(machine)

    assert answer(machine.database.administrator_url, "SELECT username FROM auth_user") == "admin"
    assert "permission denied" in refusal(
        machine.database.url("server"), "DELETE FROM monitoring_planningevent"
    )
    assert machine.etc.stat().st_mode & 0o077 == 0
    assert len((machine.etc / "secret-key").read_text()) == 80


def test_every_unit_that_the_page_names_is_there(administrator: Administrator) -> None:
    named = {
        word for words in administrator.noted() for word in words if word.startswith("manual-assignments")
    }
    named |= set(re.findall(r"(?<!/)\bmanual-assignments-(?:script|backup|prune)\b(?!\.)", PAGE.read_text()))

    files = {re.sub(r"@\d+", "@", name) for name in named}

    assert "manual-assignments@" in files
    for name in files:
        assert (UNITS_DIR / name).exists() or (UNITS_DIR / f"{name}.service").exists(), name


def test_the_users_of_the_units_are_those_that_the_page_makes() -> None:
    users = {
        line.partition("=")[2]
        for unit in UNITS_DIR.glob("*.service")
        for line in unit.read_text().splitlines()
        if line.startswith(("User=", "Group="))
    }

    [made] = re.findall(r"for user in (.*); do", block("useradd"))
    assert set(made.split()) == users


def test_the_drill_shows_what_the_newest_dump_holds(
    administrator: Administrator, machine: PlantMachine
) -> None:
    answer(machine.database.url("server"), AN_EVENT)
    events = answer(machine.database.administrator_url, EVENTS)
    machine.run_once("manual-assignments-backup.service")

    printed = administrator.type(HERE, block("&_drill"))

    assert re.search(rf"\| +{events}\n", printed), printed
    assert "manual_assignments_drill" not in answer(
        administrator.superuser_url, "SELECT datname FROM pg_database"
    )
    assert not (machine.etc / "database-url-drill").exists()


def test_a_restore_in_earnest_keeps_the_broken_database_and_the_plant_goes_on(
    administrator: Administrator, machine: PlantMachine
) -> None:
    machine.run_once("manual-assignments-backup.service")
    kept = answer(machine.database.administrator_url, EVENTS)
    answer(machine.database.url("server"), AN_EVENT)

    administrator.type(HERE, NEWEST_DUMP, block("_broken"))

    assert answer(machine.database.administrator_url, EVENTS) == kept
    assert "permission denied" in refusal(
        machine.database.url("server"), "DELETE FROM monitoring_planningevent"
    )
    serve_for_a_moment(machine)
    assert "manual_assignments_broken" in answer(
        administrator.superuser_url, "SELECT datname FROM pg_database"
    )


def test_the_commands_of_an_upgrade_work(administrator: Administrator, machine: PlantMachine) -> None:
    release = "release=$(readlink /opt/manual-assignments/current)\n"
    # What it restarts is shown in test_without_downtime.py.
    commands = block("deploy/restart 8001 8002").replace("sudo deploy/restart", "test -x deploy/restart #")

    administrator.type(release, HERE, block("start manual-assignments-backup"), commands)

    assert machine.run_once("manual-assignments-prune.service").startswith("Cut 0 events")


def test_every_file_that_the_page_names_is_there() -> None:
    named = set(re.findall(r"\b(?:deploy|tests)/[\w./-]*\w", PAGE.read_text()))

    assert {"deploy/postgresql/roles.sql", "deploy/manage", "deploy/restart"} <= named
    assert [name for name in named if not Path(PROJECT_DIR, name).exists()] == []
