"""`manage.py doctor` on real deployments: in order, half done, and without a database."""

import secrets
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import psycopg2

from tests.end_to_end.shop import open_shop
from tests.plugins.postgresql import own_server
from tests.servers import PROJECT_DIR, free_port, migrate, server_environment, server_process

PATIENCE_SECONDS = 120
SUBJECTS = {
    "settings",
    "time zone",
    "static files",
    "database",
    "migrations",
    "clock",
    "event log",
    "notifications",
    "script",
    "disk",
}
MAKE_SERVER_USER = """
CREATE ROLE planning_server LOGIN;
GRANT USAGE ON SCHEMA public TO planning_server;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO planning_server;
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO planning_server;
REVOKE UPDATE, DELETE ON monitoring_planningevent FROM planning_server;
INSERT INTO monitoring_scriptvisit (id, visited_at, visitor) VALUES (1, now(), 'script');
"""
UNSENT_NOTIFICATION = """
from django.db import transaction
from config.doctor import database
database.NOTIFICATION_SECONDS = 0.2
with transaction.atomic():
    answer = str(database.notification_finding())
"""

Told = list[tuple[str, str]]


def production(database_url: str, **variables: str) -> dict[str, str]:
    """The environment of a shop's server."""
    decided = {
        "DJANGO_SETTINGS_MODULE": "config.settings.prod",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "planning.example",
        "TIME_ZONE": "Europe/Stockholm",
    }
    return server_environment(database_url, **decided | variables)


def manage(environment: Mapping[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS
    )


def doctor(environment: Mapping[str, str], *arguments: str) -> tuple[int, Told, str]:
    """The exit status, each line as (level, rest), and all of it."""
    done = manage(environment, "doctor", *arguments)
    assert done.stderr == ""
    told = [(line[:8].strip(), line[9:]) for line in done.stdout.splitlines()]
    assert {level for level, _ in told} <= {"ok", "warning", "PROBLEM"}
    return done.returncode, told, done.stdout


def level_of(told: Told, subject: str) -> str:
    """The level of the only line about a subject."""
    (level,) = [level for level, rest in told if rest.startswith(f"{subject}: ")]
    return level


def as_user(database_url: str, user: str) -> str:
    parts = urlsplit(database_url)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}@{host}"))


def test_a_deployment_in_order_is_ok_in_every_line(tmp_path: Path) -> None:
    with own_server() as database:
        url = database.get_uri()
        migrate(server_environment(url))
        with closing(psycopg2.connect(url)) as connection, connection, connection.cursor() as cursor:
            cursor.execute(MAKE_SERVER_USER)
        environment = production(as_user(url, "planning_server"), STATIC_ROOT=str(tmp_path))
        assert manage(environment, "collectstatic", "--no-input", "--verbosity", "0").returncode == 0

        with server_process(environment) as server:
            status, told, output = doctor(environment, "--url", server.base_url)

    # How full this machine's disks are is not the test's business.
    of_the_deployment = [(level, rest) for level, rest in told if not rest.startswith("disk: ")]
    assert {level for level, _ in of_the_deployment} == {"ok"}, output
    assert {rest.partition(":")[0] for _, rest in told} == SUBJECTS | {"server"}
    assert status == int("PROBLEM" in output)


def test_what_is_left_undone_is_told_with_what_to_do(tmp_path: Path) -> None:
    with own_server() as database:
        environment = production(database.get_uri(), STATIC_ROOT=str(tmp_path))
        nobody = f"http://127.0.0.1:{free_port()}"

        status, told, output = doctor(environment, "--url", nobody)
        migrate(environment)
        later_status, later, later_output = doctor(environment)

    assert status == later_status == 1
    assert level_of(told, "migrations") == "PROBLEM"
    assert "Run manage.py migrate." in output
    assert level_of(told, "static files") == "PROBLEM"
    assert "Run manage.py collectstatic --no-input" in output
    assert level_of(told, "server") == "PROBLEM"
    assert f"{nobody} does not answer" in output
    assert level_of(later, "migrations") == "ok"
    assert level_of(later, "script") == "warning"
    assert level_of(later, "event log") == "warning", "its owner may change it"
    assert "may also UPDATE, DELETE, TRUNCATE" in later_output


def test_without_a_database_it_says_so_and_goes_on(tmp_path: Path) -> None:
    nothing = f"postgres://planning:a-password@127.0.0.1:{free_port()}/planning"

    status, told, output = doctor(production(nothing, STATIC_ROOT=str(tmp_path)))

    assert status == 1
    assert level_of(told, "database") == "PROBLEM"
    assert level_of(told, "static files") == "PROBLEM"
    assert any(rest.startswith("disk: ") for _, rest in told)
    assert not any(rest.startswith("migrations: ") for _, rest in told)
    assert "Traceback" not in output
    assert "a-password" not in output


def test_development_settings_are_a_problem_and_no_database_is_made(tmp_path: Path) -> None:
    status, told, output = doctor(server_environment(f"sqlite:///{tmp_path}/none.sqlite3"))

    assert status == 1
    assert level_of(told, "settings") == "PROBLEM"
    assert "DEBUG is on" in output
    assert level_of(told, "database") == "PROBLEM"
    assert list(tmp_path.iterdir()) == []


def test_a_notification_that_does_not_arrive_is_a_problem() -> None:
    with own_server() as database, open_shop(database.get_uri()) as shop:
        # A transaction that does not end sends none, as a pooler that shares connections hears none.
        told = shop.in_database(UNSENT_NOTIFICATION)

    assert told.startswith("PROBLEM  notifications: A NOTIFY did not arrive within 0.2 s")
