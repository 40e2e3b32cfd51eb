"""Values that cannot be right: the answer names the field and the limit, and nothing is written."""

from typing import Any

import pytest

from monitoring.models import Machine
from tests.factories import MONITOR_ID, assigned, machine
from tests.graphql_api.api import Api, all_rows

INVALID = "... on InvalidValue { field }"
NO_MACHINE = "... on MachineNotFound { field }"
NO_OPERATION = "... on OperationNotFound { field }"
TOO_LONG = "x" * 501


@pytest.fixture
def lathe(db: None) -> Machine:
    """Holds an operation as current."""
    lathe = machine(pk=1)
    assigned(lathe)
    return lathe


def slot(**others: Any) -> dict[str, Any]:
    return {"machinePk": 1, "operationType": "CURRENT", **others}


def report(**others: Any) -> dict[str, Any]:
    return slot(**{"monitorOperationId": MONITOR_ID, "currentlyMadeQuantity": 45, **others})


@pytest.mark.parametrize(
    ("mutation", "inputs", "field", "told"),
    [
        (
            "updateOperationQuantity",
            report(currentlyMadeQuantity=-1),
            "currentlyMadeQuantity",
            "0 and 2147483647",
        ),
        (
            "updateOperationQuantity",
            report(currentlyMadeQuantity=-(2**31)),
            "currentlyMadeQuantity",
            "-2147483648",
        ),
        ("updateOperationQuantity", report(monitorOperationId="9" * 256), "monitorOperationId", "255"),
        ("updateOperationQuantity", report(reportedAt="2999-01-01T00:00:00Z"), "reportedAt", "future"),
        ("updateOperationQuantity", report(reportedAt="2025-01-01T00:00:00"), "reportedAt", "offset"),
        ("updateOperationQuantity", report(reportedAt="2025-01-01"), "reportedAt", "offset"),
        ("updateOperationQuantity", report(reportedAt="0001-01-01T00:00:00+14:00"), "reportedAt", "2000"),
        ("updateOperationQuantity", report(reportedAt="9999-12-31T23:59:59-14:00"), "reportedAt", "future"),
        ("updateOperationQuantities", {"reports": [report()] * 501}, "reports", "500"),
        ("assignOperation", slot(operationId="1", note=TOO_LONG), "note", "500"),
        ("markSlotIdle", slot(note=TOO_LONG), "note", "500"),
        ("clearSlot", slot(note=TOO_LONG), "note", "500"),
        ("clearSlots", {"slots": [slot()] * 201}, "slots", "200"),
        ("clearSlots", {"slots": [slot()], "note": TOO_LONG}, "note", "500"),
    ],
)
def test_an_invalid_value_is_named_with_its_limit(
    planner: Api, lathe: Machine, mutation: str, inputs: dict[str, Any], field: str, told: str
) -> None:
    before = all_rows()

    answer = planner.change(mutation, INVALID, **inputs)

    assert (answer["__typename"], answer["code"], answer["field"]) == ("InvalidValue", "INVALID_VALUE", field)
    assert told in answer["message"]
    assert "_" not in answer["message"]
    assert all_rows() == before


@pytest.mark.parametrize("machine_pk", [0, -1, 2, 2147483647])
@pytest.mark.parametrize(
    ("mutation", "inputs"),
    [
        ("updateOperationQuantity", report()),
        ("assignOperation", slot(operationId="1")),
        ("markSlotIdle", slot()),
        ("clearSlot", slot()),
        ("setOperationSetup", slot(operationId="1", isSetup=False)),
    ],
)
def test_an_unknown_machine_is_not_found(
    planner: Api, lathe: Machine, machine_pk: int, mutation: str, inputs: dict[str, Any]
) -> None:
    before = all_rows()

    answer = planner.change(mutation, NO_MACHINE, **{**inputs, "machinePk": machine_pk})

    assert (answer["__typename"], answer["field"]) == ("MachineNotFound", "machinePk")
    assert str(machine_pk) in answer["message"]
    assert all_rows() == before


@pytest.mark.parametrize("operation_id", ["", "abc", "-1", "1.0", "٣", "9" * 300, "1:CURRENT"])
@pytest.mark.parametrize("mutation", ["assignOperation", "setOperationSetup"])
def test_an_operation_id_that_no_operation_can_have_is_not_found(
    planner: Api, lathe: Machine, mutation: str, operation_id: str
) -> None:
    before = all_rows()
    others = {"isSetup": False} if mutation == "setOperationSetup" else {}

    answer = planner.change(mutation, NO_OPERATION, **slot(operationId=operation_id, **others))

    assert (answer["code"], answer["field"]) == ("OPERATION_NOT_FOUND", "operationId")
    assert "invalid literal" not in answer["message"]
    assert len(answer["message"]) < 100
    assert all_rows() == before


def test_an_operation_that_does_not_exist_is_not_found(planner: Api, lathe: Machine) -> None:
    before = all_rows()

    answer = planner.change("assignOperation", NO_OPERATION, **slot(operationId="999999"))

    assert (answer["code"], answer["field"]) == ("OPERATION_NOT_FOUND", "operationId")
    assert all_rows() == before


def test_an_id_may_be_sent_as_a_number_too(planner: Api, lathe: Machine) -> None:
    held = lathe.operation_assignment.manual_current_operation_id

    answer = planner.change("assignOperation", "", **slot(operationId=held))

    assert answer["__typename"] == "AssignOperationSuccess"


@pytest.mark.parametrize(
    ("question", "field", "told"),
    [
        ('{ planningEvents(after: "abc") { items { id } } }', "after", "'abc' is not"),
        ('{ planningEvents(after: "") { items { id } } }', "after", "latestEventId"),
        ('{ planningEvents(before: "-1") { items { id } } }', "before", "'-1' is not"),
        ('{ planningEvents(after: "99999999999999999999") { items { id } } }', "after", "is not"),
        ("{ planningEvents(first: 201) { items { id } } }", "first", "1 and 200"),
        ("{ planningEvents(last: 0) { items { id } } }", "last", "1 and 200"),
        ("{ planningEvents(first: -1) { items { id } } }", "first", "1 and 200"),
        ("{ planningEvents(first: 1, last: 1) { items { id } } }", "first", "not both"),
        ("{ operationPool(pagination: {limit: 101}) { totalCount } }", "limit", "1 and 100"),
        ("{ operationPool(pagination: {limit: 0}) { totalCount } }", "limit", "1 and 100"),
        ("{ operationPool(pagination: {offset: -1}) { totalCount } }", "offset", "0 or more"),
        (f'{{ operationPool(search: "{"x" * 256}") {{ totalCount }} }}', "search", "255"),
        (f'{{ machines(filters: {{nameContains: "{"x" * 256}"}}) {{ pk }} }}', "nameContains", "255"),
        (
            "{ manualAssignments { operation { quantityReports(last: 0) { quantity } } } }",
            "last",
            "1 and 200",
        ),
        (
            "{ manualAssignments { operation { quantityReports(last: 201) { quantity } } } }",
            "last",
            "1 and 200",
        ),
    ],
)
def test_a_question_that_cannot_be_answered_says_which_argument_is_wrong(
    reporter: Api, lathe: Machine, question: str, field: str, told: str
) -> None:
    error = reporter.error(question)

    assert error["extensions"] == {"code": "INVALID_VALUE", "field": field}
    assert told in error["message"]
