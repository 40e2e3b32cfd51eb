"""Whoever may only look changes nothing, whichever key is named: of a machine, an operation, an event, an account.

What each login may see is by design the whole plant; what each may change is what these tests are about.
"""

from __future__ import annotations

from typing import Any

import pytest

from graphql_api.schema import schema
from tests.attacks.tables import rows_of
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop

# Keys that exist, their neighbours, and the least and the greatest.
MACHINES = [-1, 0, 1, 2, 5, 2_147_483_647]
OPERATIONS = ["0", "1", "2", "3", "9223372036854775807"]
SLOTS = ["CURRENT", "NEXT"]
PLANNERS_CHANGES: dict[str, list[dict[str, Any]]] = {
    "assignOperation": [
        {"machinePk": machine, "operationType": slot, "operationId": operation}
        for machine in MACHINES
        for slot in SLOTS
        for operation in OPERATIONS
    ],
    "markSlotIdle": [{"machinePk": machine, "operationType": slot} for machine in MACHINES for slot in SLOTS],
    "clearSlot": [{"machinePk": machine, "operationType": slot} for machine in MACHINES for slot in SLOTS],
    "clearSlots": [
        {"slots": [{"machinePk": machine, "operationType": slot} for machine in MACHINES for slot in SLOTS]}
    ],
    "restoreSlot": [{"eventId": event} for event in OPERATIONS],
    "setOperationSetup": [
        {"machinePk": machine, "operationType": slot, "operationId": operation, "isSetup": is_setup}
        for machine in MACHINES
        for slot in SLOTS
        for operation in OPERATIONS
        for is_setup in (False, True)
    ],
}
ADMINISTRATION = [
    *(f"monitoring/{model}/add/" for model in ("machine", "monitor_operation", "machineoperationassignment")),
    *(
        f"monitoring/{model}/{key}/{page}/"
        for model in ("machine", "monitor_operation", "machineoperationassignment", "planningevent")
        for key in (1, 5)
        for page in ("change", "delete", "history")
    ),
    "auth/user/1/change/",
    "auth/user/1/password/",
    "auth/user/add/",
    "auth/group/add/",
]


def input_of(mutation: str) -> str:
    return f"{mutation[0].upper()}{mutation[1:]}Input"


def outcomes(person: Person, mutation: str, inputs: list[dict[str, Any]]) -> set[str]:
    """What a mutation answers to each of its inputs, fifteen in one request."""
    found: set[str] = set()
    for start in range(0, len(inputs), 15):
        asked = dict(enumerate(inputs[start : start + 15]))
        variables = ", ".join(f"$i{number}: {input_of(mutation)}!" for number in asked)
        fields = " ".join(f"a{number}: {mutation}(input: $i{number}) {{ __typename }}" for number in asked)
        data = person.ask(
            f"mutation ({variables}) {{ {fields} }}", **{f"i{number}": one for number, one in asked.items()}
        )
        found |= {answer["__typename"] for answer in data.values()}
    return found


@pytest.mark.parametrize("mutation", PLANNERS_CHANGES)
@pytest.mark.parametrize("who", ["viewer", "script"])
def test_who_may_not_plan_changes_no_slot_by_any_key(
    shop: Shop, viewer: Person, script: Person, who: str, mutation: str
) -> None:
    person = {"viewer": viewer, "script": script}[who]
    before = rows_of(shop)

    assert outcomes(person, mutation, PLANNERS_CHANGES[mutation]) == {"PermissionDenied"}

    assert rows_of(shop) == before


@pytest.mark.parametrize("address", ADMINISTRATION)
@pytest.mark.parametrize("who", ["viewer", "script", "planner"])
def test_who_is_no_staff_neither_sees_nor_changes_anything_in_the_administration(
    shop: Shop, viewer: Person, script: Person, planner: Person, who: str, address: str
) -> None:
    """A planner's right is one to plan, by the screens."""
    person = {"viewer": viewer, "script": script, "planner": planner}[who]
    before = rows_of(shop)
    url = f"{shop.base_url}/admin/{address}"
    form = {
        "post": "yes",
        "name": "Mine",
        "username": "mine",
        "is_superuser": "on",
        "password1": "x",
        "password2": "x",
    }

    seen = person.http.get(url, timeout=PATIENCE_SECONDS, allow_redirects=False)
    changed = person.http.post(
        url, form, headers=person.headers, timeout=PATIENCE_SECONDS, allow_redirects=False
    )

    for answer in (seen, changed):
        assert (answer.status_code, answer.headers["Location"].split("?")[0]) == (302, "/admin/login/")
    assert rows_of(shop) == before


def test_no_document_has_a_change_that_nobody_decided_about() -> None:
    """Reporting and syncing are open to any login, as the script's; a new mutation must be put on one of the sides."""
    mutations = set(schema._schema.mutation_type.fields)  # type: ignore[union-attr]  # noqa: SLF001  # where Strawberry keeps it

    reporting = {"updateOperationQuantity", "updateOperationQuantities", "syncOperationPool"}
    assert mutations == reporting | PLANNERS_CHANGES.keys()
