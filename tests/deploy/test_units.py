"""systemd's units: systemd understands them, and each of their commands does its work in the environment they give."""

import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from tests.deploy import debian_packages
from tests.deploy.plant_database import PlantDatabase, answer, plant_database
from tests.deploy.plant_machine import PlantMachine, plant_machine
from tests.deploy.units import UNITS_DIR
from tests.servers import PROJECT_DIR, free_port

SERVER = "manual-assignments@.service"
UNITS = sorted(path.name for path in UNITS_DIR.iterdir())
SERVICES = [name for name in UNITS if name.endswith(".service")]
# What the units build on, which every machine with systemd has.
TARGETS = ("sysinit", "basic", "shutdown", "network-online", "timers", "multi-user")
# In tenths, of what `systemd-analyze security` calls exposure: 10.0 is a service without any protection.
MOST_EXPOSURE = "20"
OLD_EVENTS = """
INSERT INTO monitoring_planningevent (kind, occurred_at)
SELECT 'assigned', now() - interval '2 years' FROM generate_series(1, 3)
"""
ENDED_BY_SIGTERM = -signal.SIGTERM


def systemd_analyze(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [debian_packages.command("systemd-analyze"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=60)


def instance(name: str) -> str:
    return name.replace("@.", "@8001.")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a machine for systemd to look at: the units, and what they name."""
    debian_packages.ensure()
    root = tmp_path_factory.mktemp("root")
    units, current = root / "etc/systemd/system", root / "opt/manual-assignments/current"
    shutil.copytree(UNITS_DIR, units)
    for target in TARGETS:
        (units / f"{target}.target").write_text(f"[Unit]\nDescription={target}\n")
    shutil.copytree(PROJECT_DIR / "deploy", current / "deploy")
    return root


def test_systemd_finds_nothing_to_remark_in_the_units(root: Path) -> None:
    done = systemd_analyze("verify", f"--root={root}", "--man=no", *map(instance, UNITS))

    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_systemd_remarks_a_misspelt_option(root: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(root, tmp_path / "root")
    unit = broken / "etc/systemd/system/manual-assignments-prune.service"
    unit.write_text(unit.read_text().replace("NoNewPrivileges=", "NoNewPrivilege="))

    done = systemd_analyze("verify", f"--root={broken}", "--man=no", unit.name)

    assert "Unknown key 'NoNewPrivilege'" in done.stderr, "the test above could not fail"


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_is_locked_in(root: Path, name: str) -> None:
    done = systemd_analyze(
        "security", f"--root={root}", "--offline=true", f"--threshold={MOST_EXPOSURE}", instance(name)
    )

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_server_starts_answers_and_stops_in_time(machine: PlantMachine) -> None:
    service = machine.serve(free_port())
    process, release = Path(f"/proc/{service.process.pid}"), machine.current.resolve()

    # Not by way of `current`, which may point elsewhere a moment later.
    assert process.joinpath("cwd").resolve() == release
    assert process.joinpath("cmdline").read_text().startswith(f"{release}/.venv/bin/python\0")
    assert service.stop() == ENDED_BY_SIGTERM
    log = service.log.read_text()
    assert "WARNING" not in log, log
    assert "ERROR" not in log, log
    assert Path(service.unit.credentials / "database-url").read_text() == machine.database.url("server")


def test_the_server_does_not_start_on_a_database_that_lacks_a_migration(
    superuser_url: str, installed: Path, tmp_path: Path
) -> None:
    with plant_database(superuser_url) as empty, plant_machine(tmp_path, empty, installed) as machine:
        with pytest.raises(AssertionError, match="migrate', '--check'"):
            machine.start(SERVER, free_port())

        machine.manage("owner", "migrate", "--verbosity", "0")
        machine.serve(free_port()).stop()


def test_the_nightly_pruning_runs(machine: PlantMachine, migrated: PlantDatabase) -> None:
    answer(migrated.administrator_url, OLD_EVENTS)

    printed = machine.run_once("manual-assignments-prune.service")

    assert printed == "Cut 3 events older than 365 days.\n"


def test_the_nightly_backup_runs_and_is_restored(machine: PlantMachine, superuser_url: str) -> None:
    printed = machine.run_once("manual-assignments-backup.service")

    [dump] = (machine.root / "var/lib/manual-assignments/backups").iterdir()
    assert printed.startswith(f"Dumped the database into {dump} (")
    with plant_database(superuser_url) as empty:
        machine.write("database-url-drill", empty.url("owner"))
        assert machine.manage("drill", "restore", str(dump)).startswith(f"Restored {dump}.")


@pytest.mark.parametrize("words", [(), ("owner",), ("nobody", "check")])
def test_manage_says_how_it_is_used(machine: PlantMachine, words: tuple[str, ...]) -> None:
    done = subprocess.run(
        [machine.current / "deploy/manage", *words],
        env={"MANUAL_ASSIGNMENTS_ETC": str(machine.etc), "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
    )

    assert done.returncode == 2
    assert done.stderr.startswith("Usage: deploy/manage ROLE COMMAND…, as root;")
