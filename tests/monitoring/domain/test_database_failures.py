"""Which errors tell of a failing database: real ones, as the database in use raises them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import psycopg2
import pytest
from django.db import DatabaseError, Error, InterfaceError, OperationalError, connection, transaction
from django.db.utils import ProgrammingError

from monitoring.domain.database_failures import is_database_failure, lost_to_another, remedy_of, words_of
from monitoring.models import Machine

FAILURES = {
    "08006": "connects again by itself",
    "25006": "standby",
    "40001": "sent again",
    "40P01": "sent again",
    "53100": "Make room",
    "53200": "run out",
    "53300": "max_connections",
    "55P03": "pg_stat_activity",
    "57014": "STATEMENT_TIMEOUT_SECONDS",
    "57P01": "connects again by itself",
    "58030": "its disk",
    "XX001": "backup",
}
BUGS = ["22012", "23505", "25P02", "26000", "42501", "42601", "42P01", "54000", "P0001", "XX000"]


def refusal(sql: str) -> Error:
    """What Django raises for a statement that the database refuses."""
    with pytest.raises((DatabaseError, InterfaceError)) as refused, transaction.atomic():
        connection.cursor().execute(sql)
    return refused.value


def raised_by_postgresql(code: str) -> Error:
    """The error with this SQLSTATE: PostgreSQL's own, where this run has one, else the driver's."""
    if connection.vendor == "postgresql":
        return refusal(f"DO $$ BEGIN RAISE EXCEPTION 'as told' USING ERRCODE = '{code}'; END $$")
    kind = psycopg2.errors.lookup(code)
    wrapped = next(
        django
        for driver, django in (
            (psycopg2.OperationalError, OperationalError),
            (psycopg2.ProgrammingError, ProgrammingError),
            (psycopg2.Error, DatabaseError),
        )
        if issubclass(kind, driver)
    )
    error = wrapped("as told")
    error.__cause__ = with_code(kind, code)
    return error


def with_code(kind: type[psycopg2.Error], code: str) -> psycopg2.Error:
    error = kind("as told")
    error.__setstate__({"pgcode": code})  # type: ignore[no-untyped-call]  # as the driver is pickled
    return error


@pytest.mark.django_db
@pytest.mark.parametrize(("code", "remedy"), FAILURES.items())
def test_a_failure_of_postgresql_comes_with_what_helps(code: str, remedy: str) -> None:
    assert remedy in (remedy_of(raised_by_postgresql(code)) or "")


@pytest.mark.django_db
@pytest.mark.parametrize("code", BUGS)
def test_a_statement_that_is_wrong_is_no_failure_of_postgresql(code: str) -> None:
    assert not is_database_failure(raised_by_postgresql(code))


@pytest.mark.django_db
def test_only_a_transaction_that_was_undone_for_another_is_worth_a_second_try() -> None:
    again = {code for code in (*FAILURES, *BUGS) if lost_to_another(raised_by_postgresql(code))}

    assert again == {"40001", "40P01"}


def test_a_server_that_nobody_runs_is_a_failure() -> None:
    with pytest.raises(psycopg2.OperationalError) as refused:
        psycopg2.connect("postgres://planner@127.0.0.1:1/shop")

    error = OperationalError(*refused.value.args)
    error.__cause__ = refused.value
    assert "connects again" in (remedy_of(error) or "")
    assert "refused" in words_of(error)
    assert "\n" not in words_of(error)


def from_sqlite(driver: sqlite3.Error) -> DatabaseError:
    """As Django passes an error of SQLite on."""
    error = OperationalError(*driver.args)
    error.__cause__ = driver
    return error


def test_a_full_disk_is_a_failure_of_sqlite(tmp_path: Path) -> None:
    with closing(sqlite3.connect(tmp_path / "full.sqlite3")) as database:
        database.execute("CREATE TABLE parts (name TEXT)")
        database.execute("PRAGMA max_page_count = 3")

        with pytest.raises(sqlite3.OperationalError) as refused:
            database.execute("INSERT INTO parts VALUES (?)", ["x" * 100_000])

    assert "Make room" in (remedy_of(from_sqlite(refused.value)) or "")


def test_a_writer_that_keeps_the_lock_is_a_failure_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "busy.sqlite3"
    with closing(sqlite3.connect(path)) as holder, closing(sqlite3.connect(path, timeout=0)) as other:
        holder.execute("BEGIN IMMEDIATE")

        with pytest.raises(sqlite3.OperationalError, match="locked") as refused:
            other.execute("BEGIN IMMEDIATE")

    assert "one write at a time" in (remedy_of(from_sqlite(refused.value)) or "")


def test_a_damaged_file_is_a_failure_of_sqlite(tmp_path: Path) -> None:
    path = tmp_path / "damaged.sqlite3"
    path.write_bytes(b"no database at all" * 1_000)
    with closing(sqlite3.connect(path)) as database, pytest.raises(sqlite3.DatabaseError) as refused:
        database.execute("SELECT * FROM parts")

    assert "backup" in (remedy_of(from_sqlite(refused.value)) or "")


@pytest.mark.django_db
@pytest.mark.parametrize("sql", ["SELECT * FROM nothing_of_that_name", "SELEKT 1"])
def test_a_statement_that_makes_no_sense_is_a_bug_on_every_database(sql: str) -> None:
    """SQLite's driver calls it an operational error, as it does a full disk."""
    assert not is_database_failure(refusal(sql))


@pytest.mark.django_db
def test_what_django_itself_refuses_is_a_bug() -> None:
    gone = Machine.objects.create(name="Lathe 1")
    Machine.objects.all().delete()

    with pytest.raises(DatabaseError) as refused, transaction.atomic():
        gone.save(update_fields=["name"])

    assert not is_database_failure(refused.value)
    assert not is_database_failure(ValueError("no number"))
    assert not is_database_failure(None)
