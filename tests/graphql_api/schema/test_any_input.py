"""Whatever is sent as a variable or written into a document: never a bug, and what is refused changes nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.models import PlanningEvent
from tests.factories import (
    CURRENT,
    MONITOR_ID,
    assigned,
    full_operation,
    machine,
    planner_user,
    pool_operation,
)
from tests.graphql_api.api import all_rows
from tests.hostile_values import any_json, any_scalar, any_text

# The database of one test is used by all of its examples: what is asserted holds whatever came before.
many = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

SLOT = {"machinePk": 5, "operationType": "CURRENT"}
REPORT = {
    **SLOT,
    "monitorOperationId": MONITOR_ID,
    "currentlyMadeQuantity": 45,
    "reportedAt": "2025-01-15T12:00:00Z",
}
LINE = {"monitorOperationId": "1", "partName": "Bolt", "reportId": "R-1", "quantity": 10}
# An input that is right, for each mutation; `expectedVersion` and ids are those of a plant that nobody changed.
RIGHT: dict[str, dict[str, Any]] = {
    "updateOperationQuantity": REPORT,
    "updateOperationQuantities": {"reports": [REPORT]},
    "assignOperation": {**SLOT, "operationId": "1001", "expectedVersion": 1, "note": "Customer waits"},
    "markSlotIdle": {**SLOT, "expectedVersion": 1, "note": "Broken"},
    "clearSlot": {**SLOT, "expectedVersion": 1, "note": "Done"},
    "clearSlots": {"slots": [SLOT], "note": "Done"},
    "restoreSlot": {"eventId": "1001", "expectedVersion": 1, "note": "As before"},
    "setOperationSetup": {**SLOT, "operationId": "1001", "isSetup": True},
    "syncOperationPool": {"operations": [LINE], "force": True},
}
QUESTIONS = {
    "machines": "query ($v: MachineFilter) { machines(filters: $v) { pk } }",
    "manualAssignments": "query ($v: ManualAssignmentFilter) { manualAssignments(filters: $v) { id } }",
    "machine": "query ($v: Int!) { machine(pk: $v) { name } }",
    "operation": "query ($v: ID!) { operation(id: $v) { name } }",
    "search": "query ($v: String) { operationPool(search: $v) { totalCount } }",
    "pagination": "query ($v: OffsetPaginationInput) { operationPool(pagination: $v) { totalCount } }",
    "after": "query ($v: ID) { planningEvents(after: $v, first: 1) { items { id } } }",
    "machinePks": "query ($v: [Int!]) { planningEvents(machinePks: $v) { items { id } } }",
    "last": "query ($v: Int) { planningEvents(last: $v) { items { id } } }",
}


@pytest.fixture
def client(db: None) -> Client:
    """A planner at a plant with something in every table, whose first rows have the keys that `RIGHT` names."""
    lathe = machine(pk=5)
    full_operation(lathe, "7", pk=1001, planned_as=CURRENT)
    assigned(lathe, pool_operation(MONITOR_ID))
    PlanningEvent.objects.update(id=1001)
    client = Client(raise_request_exception=True)
    client.force_login(planner_user())
    return client


def wrong_somewhere(value: Any) -> st.SearchStrategy[Any]:
    """The value with any of its parts, or the whole, replaced by something hostile, or left out."""
    match value:
        case dict():
            parts = {key: wrong_somewhere(inner) for key, inner in value.items()}
            return st.fixed_dictionaries({}, optional=parts) | st.fixed_dictionaries(parts) | any_json
        case list():
            return st.lists(wrong_somewhere(value[0]), max_size=3) | any_json
    return st.just(value) | any_scalar


def answer(client: Client, query: str, variables: object) -> dict[str, Any]:
    """The answer, which must not be a server's error: neither by its status nor by its code."""
    body = json.dumps({"query": query, "variables": variables})
    response = client.post("/graphql/", body, content_type="application/json")
    assert response.status_code in {200, 400}
    assert "INTERNAL_ERROR" not in response.text
    found: dict[str, Any] = response.json()
    assert found.keys() & {"data", "errors", "error"}
    return found


def is_accepted(found: dict[str, Any], mutation: str) -> bool:
    """Whether a mutation was carried out, for all or for some of what it names."""
    name = ((found.get("data") or {}).get(mutation) or {}).get("__typename", "")
    return str(name).endswith("Success")


def by_variable(mutation: str) -> str:
    """A mutation whose input is a variable."""
    kind = f"{mutation[0].upper()}{mutation[1:]}Input"
    return f"mutation ($input: {kind}!) {{ {mutation}(input: $input) {{ __typename }} }}"


@pytest.mark.parametrize("mutation", RIGHT)
def test_the_input_that_is_spoilt_here_is_right_at_first(client: Client, mutation: str) -> None:
    assert is_accepted(answer(client, by_variable(mutation), {"input": RIGHT[mutation]}), mutation)


@pytest.mark.parametrize("mutation", RIGHT)
def test_variables_are_accepted_or_change_nothing(client: Client, mutation: str) -> None:
    @many
    @given(wrong_somewhere(RIGHT[mutation]))
    def sends(value: object) -> None:
        before = all_rows()
        found = answer(client, by_variable(mutation), {"input": value})
        assert is_accepted(found, mutation) or all_rows() == before

    sends()


def literal(value: Any) -> str:
    """The value as it is written into a document; what GraphQL has no word for stays a word that it does not know."""
    match value:
        case dict():
            return "{" + " ".join(f"{key}: {literal(inner)}" for key, inner in value.items()) + "}"
        case list():
            return "[" + " ".join(map(literal, value)) + "]"
    return json.dumps(value)


@pytest.mark.parametrize("mutation", RIGHT)
def test_literals_are_accepted_or_change_nothing(client: Client, mutation: str) -> None:
    @many
    @given(wrong_somewhere(RIGHT[mutation]))
    def sends(value: object) -> None:
        before = all_rows()
        query = f"mutation {{ {mutation}(input: {literal(value)}) {{ __typename }} }}"
        found = answer(client, query.replace('"CURRENT"', "CURRENT"), None)
        assert is_accepted(found, mutation) or all_rows() == before

    sends()


@pytest.mark.parametrize("question", QUESTIONS)
def test_no_value_of_a_question_is_a_bug(client: Client, question: str) -> None:
    filters = {"machinePks": [5], "nameContains": "Lathe", "activeOnly": True, "operationType": "NEXT"}
    page = {"offset": 0, "limit": 5}

    @many
    @given(wrong_somewhere(filters) | wrong_somewhere(page) | any_json | st.lists(st.integers()) | any_text)
    def asks(value: object) -> None:
        answer(client, QUESTIONS[question], {"v": value})

    asks()


@pytest.mark.parametrize("name", ["query", "variables", "operationName", "extensions"])
def test_no_parameter_is_a_bug(client: Client, name: str) -> None:
    @many
    @given(any_json)
    def sends(value: object) -> None:
        body = {"query": "{ viewer { name } }", name: value}
        response = client.post("/graphql/", json.dumps(body), content_type="application/json")
        assert response.status_code in {200, 400}
        assert "INTERNAL_ERROR" not in response.text

    sends()


def test_ten_thousand_variables_are_ignored_or_refused_but_no_bug(client: Client) -> None:
    many_keys = {f"v{number}": number for number in range(10_000)}

    assert "data" in answer(client, "{ viewer { name } }", many_keys)
    assert "errors" in answer(client, QUESTIONS["machines"], {"v": many_keys})


def test_an_int_is_refused_beyond_its_32_bits_by_name(client: Client) -> None:
    found = answer(client, QUESTIONS["machine"], {"v": 2**31})

    assert "$v" in found["errors"][0]["message"]
    assert "32-bit" in found["errors"][0]["message"]
