"""What the demo's command line takes, and what it refuses by name."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management.base import CommandError

from monitoring.demo.database import DemoDatabase
from monitoring.management.commands.demo import Command


def parse(*arguments: str) -> dict[str, object]:
    parser = Command().create_parser("manage.py", "demo")
    return vars(parser.parse_args(arguments))


def test_without_options_there_is_a_plant_of_six_machines_at_port_8000() -> None:
    options = parse()

    assert (options["port"], options["machines"], options["interval"]) == (8000, 6, 5.0)
    assert (options["no_script"], options["database"]) == (False, None)


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--port", "0", "'0' is not a port from 1 to 65535"),
        ("--port", "65536", "'65536' is not a port from 1 to 65535"),
        ("--port", "http", "'http' is not a port from 1 to 65535"),
        ("--machines", "0", "'0' is not a number from 1 to 500"),
        ("--machines", "501", "'501' is not a number from 1 to 500"),
        ("--interval", "0", "'0' is not a number of seconds above 0 and up to 3600"),
        ("--interval", "nan", "'nan' is not a number of seconds above 0 and up to 3600"),
        ("--planner-password", "", "a password must not be empty"),
    ],
)
def test_a_value_that_does_not_fit_is_refused_with_its_option_and_the_limit(
    option: str, value: str, said: str
) -> None:
    with pytest.raises(CommandError) as refusal:
        parse(option, value)

    assert option in str(refusal.value)
    assert said in str(refusal.value)


def test_the_demo_has_a_file_of_its_own_unless_another_is_named() -> None:
    database = DemoDatabase.from_option(None)

    assert database.file == Path(settings.PROJECT_DIR) / "var" / "demo.sqlite3"


def test_a_file_may_have_any_name(tmp_path: Path) -> None:
    file = tmp_path / "50% of #1?.sqlite3"

    database = DemoDatabase.from_option(str(file))

    assert database.file == file
    assert database.url == f"sqlite:///{tmp_path}/50%25%20of%20%231%3F.sqlite3"
    assert database.passwords.parent == tmp_path


def test_a_servers_password_is_not_shown() -> None:
    database = DemoDatabase.from_option("postgres://shop:secret@db.example/demo")

    assert database.label == "demo on db.example"
    assert "secret" not in str(database.passwords)


@pytest.mark.parametrize(
    "option",
    [
        "mysql://localhost/demo",
        "postgres://localhost",
        "sqlite://:memory:",
        ":memory:",
        "/no/such/directory/demo.sqlite3",
        ".",
    ],
)
def test_a_database_that_the_demo_cannot_use_is_refused(option: str) -> None:
    with pytest.raises(CommandError, match="--database"):
        DemoDatabase.from_option(option)
