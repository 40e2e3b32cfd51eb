"""The folder `graphql_api/compiled` can be deleted, and the setting can leave it alone: the product is the same."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.machinery import ModuleSpec

import pytest
from pytest_django import Settings

from graphql_api import executors
from tests.graphql_api.schema.screen_documents import PROJECT_DIR

TELL_EXECUTOR = """
import django
django.setup()
from graphql_api.schema import schema
print(schema.execution_context_class.__name__)
"""
HIDE = "import tests.graphql_api.compiled.hidden\n"
OWN_TESTS = [
    f"tests/graphql_api/schema/test_{name}.py"
    for name in ("machines", "manual_assignments", "screen_documents", "query_counts")
]


def run(*arguments: str, **variables: str) -> str:
    """Run Python on SQLite and return what it prints."""
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": f"{PROJECT_DIR}{os.pathsep}{PROJECT_DIR / 'site'}",
        "GRAPHQL_COMPILED": "True",
        **variables,
    }
    done = subprocess.run(
        [sys.executable, *arguments], cwd=PROJECT_DIR, env=environment, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.strip()


def test_the_setting_decides() -> None:
    assert run("-c", TELL_EXECUTOR) == "CompiledExecutor"
    assert run("-c", TELL_EXECUTOR, GRAPHQL_COMPILED="False") == "StrawberryGraphQLCoreExecutionContext"


def test_without_the_folder_the_product_runs() -> None:
    assert run("-c", HIDE + TELL_EXECUTOR) == "StrawberryGraphQLCoreExecutionContext"


def test_without_the_folder_the_products_tests_pass() -> None:
    plugin = ("-p", "tests.graphql_api.compiled.hidden", "-p", "no:cacheprovider")

    assert " passed" in run("-m", "pytest", "-q", *plugin, *OWN_TESTS)


def test_what_python_leaves_in_a_deleted_folder_is_not_taken_for_it(
    monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """A folder that holds no more than `__pycache__` can be found, and nothing be imported from it."""
    settings.GRAPHQL_COMPILED = True
    leftover = ModuleSpec("graphql_api.compiled", None, is_package=True)
    monkeypatch.setattr(executors, "find_spec", lambda _: leftover)

    assert executors.chosen_executor() == executors.ChosenExecutor()
