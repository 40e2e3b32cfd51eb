"""What is counted for a limit is counted once, however often a list is read."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from tests.factories import planner_user
from tests.graphql_api.compiled.executors import CompiledExecutor, PlainExecutor
from tests.graphql_api.compiled.operations import Asked, Run
from tests.graphql_api.compiled.product.asking import answer, compare, count_written
from tests.graphql_api.compiled.product.odd_plant import build_odd_plant


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["name", "priority"])
@pytest.mark.parametrize("is_sent_as_json", [False, True])
def test_assignments_are_counted_once_though_rows_are_followed_by_objects(
    field: str, *, is_sent_as_json: bool
) -> None:
    """One priority is more than GraphQL's Int can hold, where the database can."""
    build_odd_plant()
    run = Run("List", {})
    asked = Asked(f"query List {{ manualAssignments {{ operation {{ {field} }} }} }}", (run,))
    circumstances: dict[str, Any] = {"user": planner_user(), "nodes": 5, "is_sent_as_json": is_sent_as_json}

    compiled = answer(CompiledExecutor, asked, run, **circumstances)

    assert compiled == answer(PlainExecutor, asked, run, **circumstances)
    assert compiled["counted"] == 5
    exceeds = field == "priority" and connection.vendor == "sqlite"
    assert ("32-bit" in str(compiled["told"])) is exceeds


@pytest.mark.django_db
@pytest.mark.parametrize("length", [1, 100, 2_001])
def test_the_database_repeats_no_long_text_for_each_item(
    length: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_odd_plant()
    lengths = count_written(monkeypatch)
    asked = Asked(f"query List {{ manualAssignments {{ {'x' * length}: machinePk }} }}", (Run("List", {}),))
    circumstances: dict[str, Any] = {"user": planner_user(), "nodes": 9, "is_sent_as_json": True}

    compare(asked, **circumstances)

    assert lengths == ([5] if connection.vendor == "postgresql" and length < 2_000 else [])
