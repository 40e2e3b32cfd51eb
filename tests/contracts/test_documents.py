"""What the documents say is what the project does."""

import ast
import re
import tomllib
from pathlib import Path

from django.test import Client
from django.urls import Resolver404, resolve

PROJECT_DIR = Path(__file__).resolve().parents[2]
README = (PROJECT_DIR / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (PROJECT_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8")
MAKEFILE = (PROJECT_DIR / "Makefile").read_text(encoding="utf-8")
NOT_FILES = {"Europe/Stockholm", "var/static"}
READERS = {
    "str",
    "int",
    "bool",
    "float",
    "whole_numbers",
    "optional_list",
    "required_list",
    "secret_key",
    "time_zone",
    "database",
}


def variables_read() -> set[str]:
    """The environment variables that the settings read."""
    calls = (
        node
        for path in (PROJECT_DIR / "site" / "config" / "settings").glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
    )
    return {
        str(call.args[0].value)
        for call in calls
        if isinstance(call.args[0], ast.Constant) and ast.unparse(call.func).removeprefix("env.") in READERS
    }


def resolves(path: str) -> bool:
    """Whether the site has something at this path."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def test_the_table_of_settings_names_every_variable_and_no_other() -> None:
    table = re.findall(r"^\| `([A-Z_]+)` \|", README, flags=re.MULTILINE)

    assert len(table) == len(set(table))
    assert set(table) == variables_read()


def test_the_first_commands_of_the_readme_are_demo_and_test() -> None:
    assert re.findall(r"^make \w+", README, flags=re.MULTILINE)[:2] == ["make demo", "make test"]


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", MAKEFILE, flags=re.MULTILINE))

    assert set(re.findall(r"`make ([a-z-]+)", README + CONTRIBUTING)) <= targets


def test_every_address_that_the_readme_names_exists() -> None:
    named = set(re.findall(r"(?<![\w.])(/(?:monitoring|accounts|graphql|admin)/[\w/-]*/)", README))

    assert named
    assert {path for path in named if not resolves(path)} == set()


def test_every_file_that_a_document_names_exists() -> None:
    named = set(re.findall(r"`([\w./-]+/[\w.-]*|\w+\.(?:md|py|toml|graphql))`", README + CONTRIBUTING))
    paths = {name for name in named - NOT_FILES if not name.startswith("/") and "://" not in name}

    assert {name for name in paths if not (PROJECT_DIR / name).exists()} == set()


def test_every_runtime_dependency_says_why_it_is_there() -> None:
    project = tomllib.loads((PROJECT_DIR / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    names = {re.split(r"[\[=<>]", requirement)[0] for requirement in project["dependencies"]}

    assert {name for name in names if f"`{name}`" not in CONTRIBUTING} == set()


def test_the_changelog_has_a_place_for_what_is_not_released() -> None:
    assert "## Unreleased" in (PROJECT_DIR / "CHANGELOG.md").read_text(encoding="utf-8")


def test_the_login_form_is_where_the_documents_say(db: None) -> None:
    assert Client().get("/accounts/login/").status_code == 200
