"""Backup and restore: what was dumped while the plant works is what the restored database holds."""

import os
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from monitoring.management.database_dumps import DUMP_NAME
from tests.deploy.plant_database import PlantDatabase, answer, plant_database, refusal
from tests.end_to_end.live.reporting import Reporting, Script
from tests.end_to_end.shop import Shop, seed, serve_shop
from tests.live_clients import open_event_stream
from tests.servers import server_process

OPERATION = "1372462048115913939"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"
# What a restore changes by itself: how far the log reaches back.
CHANGED_BY_RESTORING = {"monitoring_eventlogstate"}
# The total of parts must be what the newest report in the log says, in any consistent picture.
AGREEMENT = """
SELECT operation.currently_made_quantity = event.quantity, count(*) OVER ()
FROM monitoring_monitor_operation AS operation
JOIN LATERAL (
  SELECT quantity FROM monitoring_planningevent
  WHERE kind = 'quantity_reported' AND operation_pk = operation.id ORDER BY id DESC LIMIT 1
) AS event ON true
"""


@pytest.fixture(scope="module")
def shop(migrated: PlantDatabase) -> Iterator[Shop]:
    """A server process on the database that is dumped."""
    environment = migrated.environment("server")
    seed(environment)
    with serve_shop(environment) as shop:
        yield shop


@pytest.fixture
def script(shop: Shop) -> Script:
    script = Script(shop.person("script"), OPERATION)
    script.plan()
    return script


@pytest.fixture
def empty(superuser_url: str) -> Iterator[PlantDatabase]:
    """Where dumps are restored into."""
    with plant_database(superuser_url) as database:
        yield database


def back_up(database: PlantDatabase, directory: Path) -> Path:
    """The new file that the backup role's command made and named."""
    done = database.manage("backup", "backup", str(directory))
    assert done.returncode == 0, done.stderr
    dump = Path(done.stdout.split("into ")[1].split(" (")[0])
    assert dump.parent == directory
    return dump


def content(database: PlantDatabase) -> dict[str, str]:
    """Every row of every table, as text."""
    url = database.administrator_url
    return {
        table: answer(url, f"SELECT row FROM (SELECT t::text AS row FROM {table} AS t) AS rows ORDER BY 1")
        for table in answer(url, TABLES).split()
    }


def test_a_dump_of_a_working_plant_is_restored_as_one_moment(
    migrated: PlantDatabase, script: Script, empty: PlantDatabase, tmp_path: Path
) -> None:
    with Reporting(script) as reporting:
        reporting.wait_for_more(10)
        before = reporting.accepted
        dump = back_up(migrated, tmp_path)
        during = reporting.accepted - before
        reporting.wait_for_more(10)

    done = empty.manage("owner", "restore", str(dump))

    assert done.returncode == 0, done.stderr
    assert during > 0, "reports were accepted while the dump was made"
    assert answer(empty.administrator_url, AGREEMENT) == "t|1"
    total = int(
        answer(
            empty.administrator_url, "SELECT max(quantity) FROM monitoring_planningevent WHERE quantity > 0"
        )
    )
    assert before <= total <= reporting.accepted
    assert stat.S_IMODE(dump.stat().st_mode) == 0o600


def test_all_tables_come_back_and_the_plant_goes_on_with_its_roles(
    migrated: PlantDatabase, shop: Shop, script: Script, empty: PlantDatabase, tmp_path: Path
) -> None:
    script.report(45).raise_for_status()
    latest = script.person.ask("{ latestEventId }")["latestEventId"]
    dumped = content(migrated)
    dump = back_up(migrated, tmp_path)
    script.report(46).raise_for_status()

    assert empty.manage("owner", "restore", str(dump)).returncode == 0
    restored = content(empty)
    empty.migrate()

    assert len(dumped["monitoring_planningevent"].splitlines()) > 1
    assert {table: rows for table, rows in restored.items() if rows != dumped[table]}.keys() == (
        CHANGED_BY_RESTORING
    )
    assert restored.keys() == dumped.keys()
    assert "permission denied" in refusal(empty.url("server"), "DELETE FROM monitoring_planningevent")
    with server_process(empty.environment("server")) as server:
        with open_event_stream(script.person.at(server.base_url), after=latest) as stream:
            assert stream.event()["__typename"] == "CursorExpired"
        assert script.at(server.base_url).report(47).json()["changed"]


def test_a_database_that_holds_anything_is_not_restored_onto(
    migrated: PlantDatabase, shop: Shop, tmp_path: Path
) -> None:
    before = content(migrated)
    dump = back_up(migrated, tmp_path)

    done = migrated.manage("owner", "restore", str(dump))

    assert done.returncode == 1
    assert f"The database {migrated.name} is not empty" in done.stderr
    assert content(migrated) == before


def test_a_broken_dump_leaves_the_database_empty(
    migrated: PlantDatabase, shop: Shop, empty: PlantDatabase, tmp_path: Path
) -> None:
    dump = back_up(migrated, tmp_path)
    os.truncate(dump, dump.stat().st_size * 9 // 10)

    done = empty.manage("owner", "restore", str(dump))

    assert done.returncode == 1
    assert "pg_restore failed with status 1" in done.stderr
    assert answer(empty.administrator_url, TABLES) == ""


def test_a_dump_that_fails_leaves_nothing_and_says_why(migrated: PlantDatabase, tmp_path: Path) -> None:
    failed = migrated.manage("pruner", "backup", str(tmp_path))
    without_tools = migrated.manage("backup", "backup", str(tmp_path), PATH=str(tmp_path))
    nowhere = migrated.manage("backup", "backup", str(tmp_path / "missing"))

    assert (failed.returncode, without_tools.returncode, nowhere.returncode) == (1, 1, 1)
    assert "pg_dump failed with status 1" in failed.stderr
    assert "permission denied" in failed.stderr
    assert "pg_dump is not on the PATH" in without_tools.stderr
    assert nowhere.stderr.strip().endswith("missing is not a directory.")
    assert list(tmp_path.iterdir()) == []


def test_old_dumps_go_after_a_new_one_was_made_but_never_the_newest_seven(
    migrated: PlantDatabase, tmp_path: Path
) -> None:
    now = datetime.now(UTC)
    names = [(now - timedelta(days=days)).strftime(DUMP_NAME) for days in (90, 80, 70, 60, 50, 40, 35, 32)]
    for name in (*names, "manual-assignments-before-the-move.dump"):
        (tmp_path / name).touch()

    made = back_up(migrated, tmp_path)

    kept = {path.name for path in tmp_path.iterdir()}
    assert kept == {*names[3:], "manual-assignments-before-the-move.dump", made.name}


@pytest.mark.parametrize("days", ["0", "-1", "36501"])
def test_how_long_to_keep_is_refused_out_of_bounds(tmp_path: Path, days: str) -> None:
    with pytest.raises(CommandError, match=f"^--keep-days must be between 1 and 36500; {days} is not.$"):
        call_command("backup", str(tmp_path), f"--keep-days={days}")

    assert list(tmp_path.iterdir()) == []


def test_no_password_is_on_a_command_line_that_others_can_read(
    migrated: PlantDatabase, tmp_path: Path
) -> None:
    spy = tmp_path / "tools" / "pg_dump"
    spy.parent.mkdir()
    spy.write_text('#!/bin/sh\necho "$PGUSER:$PGPASSWORD@$PGHOST/$PGDATABASE $PGSSLMODE $*" >&2\nexit 1\n')
    spy.chmod(0o755)
    url = "postgres://reader:open%20sesame@db.example/plant?sslmode=verify-full"

    done = migrated.manage("backup", "backup", str(tmp_path), DATABASE_URL=url, PATH=f"{spy.parent}:/bin")

    connection, _, arguments = done.stderr.partition("reader:open sesame@db.example/plant verify-full ")
    assert connection.endswith("pg_dump failed with status 1: ")
    assert "sesame" not in arguments
