"""What one answer may cost and how long it may take: told in each answer, and refused by name."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest
from pytest_django import Settings

from graphql_api.limits import GraphQLLimits
from tests.factories import assigned, machine, pool_operation
from tests.graphql_api.api import Api, all_rows

TWO_VALUES = "{ manualAssignments { machinePk operation { name } } }"
ASSIGN = """
    mutation($input: AssignOperationInput!) {
      assignOperation(input: $input) { ... on AssignOperationSuccess { changed slot { version } } }
    }
"""
SECONDS_FOR_EACH_LOOK_AT_THE_CLOCK = 4


@pytest.fixture
def two_assignments(db: None) -> None:
    for name in ("Lathe 1", "Mill 2"):
        assigned(machine(name))


@pytest.fixture
def time_flies(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Each look at the clock finds four seconds gone; the third statement of an operation is beyond ten."""
    seconds = itertools.count(0, SECONDS_FOR_EACH_LOOK_AT_THE_CLOCK)
    monkeypatch.setattr("graphql_api.time_limit.time.monotonic", lambda: next(seconds))
    return iter(())


@pytest.mark.parametrize(
    ("query", "values"),
    [
        ("{ viewer { name } }", 0),
        ("{ manualAssignments { machinePk } }", 2),
        (TWO_VALUES, 6),
        ("{ manualAssignments { ...F ... on ManualAssignment { note } } } fragment F on ManualAssignment { id }", 4),
        ("{ manualAssignments { id } again: manualAssignments { id note } }", 6),
        ("{ machines { current { operation { assignedTo { version } } } } }", 2 * 4 + 2 * 1),
    ],
    ids=["no list", "one field", "fields below fields", "fragments", "two lists", "lists in lists"],
)  # fmt: skip
def test_an_answer_tells_how_many_values_its_lists_cost(
    reporter: Api, two_assignments: None, query: str, values: int
) -> None:
    assert reporter.answer(query)["extensions"] == {
        "cost": {"values": values, "allowed": GraphQLLimits().cost}
    }


def test_an_answer_at_the_limit_of_cost_is_given(
    reporter: Api, settings: Settings, two_assignments: None
) -> None:
    settings.GRAPHQL_LIMITS = {"cost": 6}

    assert len(reporter.data(TWO_VALUES)["manualAssignments"]) == 2


@pytest.mark.parametrize("limit", ["cost", "nodes"])
def test_an_answer_beyond_a_limit_is_refused_by_its_name_and_by_how_much(
    reporter: Api, settings: Settings, two_assignments: None, limit: str
) -> None:
    found = {"cost": 6, "nodes": 2}[limit]
    settings.GRAPHQL_LIMITS = {limit: found - 1}

    error = reporter.error(TWO_VALUES)

    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED", "limit": limit, "allowed": found - 1, "found": found
    }  # fmt: skip
    assert str(found - 1) in error["message"]


def test_spreads_that_double_cost_too_much_and_no_time(reporter: Api, two_assignments: None) -> None:
    spreads = " ".join(
        f"fragment F{number} on ManualAssignment {{ ...F{number + 1} ...F{number + 1} }}"
        for number in range(60)
    )
    query = f"{{ manualAssignments {{ ...F0 }} }} {spreads} fragment F60 on ManualAssignment {{ note }}"

    assert reporter.error(query)["extensions"]["limit"] == "cost"


@pytest.mark.usefixtures("time_flies")
def test_a_question_that_takes_too_long_is_ended(reporter: Api, two_assignments: None) -> None:
    error = reporter.error("{ a: plant { poolSize } b: plant { poolSize } c: plant { poolSize } }")

    assert error["extensions"] == {
        "code": "LIMIT_EXCEEDED", "limit": "operation_seconds", "allowed": 10, "found": 12
    }  # fmt: skip
    assert "10 seconds" in error["message"]


@pytest.mark.usefixtures("time_flies")
def test_a_change_that_takes_too_long_changes_nothing(planner: Api, two_assignments: None) -> None:
    lathe, wanted = machine("Lathe 3"), pool_operation()
    before = all_rows()

    answer = planner.error(
        ASSIGN, input={"machinePk": lathe.pk, "operationType": "CURRENT", "operationId": str(wanted.pk)}
    )

    assert answer["extensions"]["limit"] == "operation_seconds"
    assert all_rows() == before
