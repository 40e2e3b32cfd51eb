"""Of people the schema knows the name that is shown, and nothing else."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLObjectType

from graphql_api.schema import schema
from tests.access.people import client_of
from tests.factories import assigned, full_operation, machine

GRAPHQL = schema._schema  # noqa: SLF001 - Strawberry keeps it there

# What tells of people, with its type: the name by which others know them.
NAMES_OF_PEOPLE = {
    "AssignmentConflict.changedBy": "String",
    "MachineSlot.assignedBy": "String",
    "ManualAssignment.assignedBy": "String",
    "MonitorOperation.employeeNames": "[String!]!",
    "PlanningEvent.actor": "String",
    "Query.viewer": "Viewer!",
}
# What these words are in, otherwise: codes, and what the asking person may do.
NOBODY = {"ErrorCode.PERMISSION_DENIED", "PermissionDenied.code", "PermissionDenied.message"}
OF_PEOPLE = re.compile(
    r"user|person|people|employee|actor|viewer|author|owner|login|account|staff|admin|by$|who|"
    r"password|hash|mail|phone|permission|group|role|right|session|token|secret|cookie|address|_at_login",
    re.IGNORECASE,
)


def members() -> Iterator[tuple[str, str]]:
    """Every field, argument, input field and value of the schema, as (`Type.member`, its type)."""
    for name, kind in GRAPHQL.type_map.items():
        if not name.startswith("__"):
            yield from ((f"{name}.{member}", of) for member, of in members_of(kind))


def members_of(kind: Any) -> Iterator[tuple[str, str]]:
    """The same of one type, without its name."""
    for name, field in getattr(kind, "fields", {}).items():
        yield name, str(field.type)
        yield from (
            (f"{name}.{argument}", str(of.type)) for argument, of in getattr(field, "args", {}).items()
        )
    yield from ((value, kind.name) for value in getattr(kind, "values", {}))


def test_people_are_known_by_the_name_that_is_shown_and_by_nothing_else() -> None:
    telling = {member: kind for member, kind in members() if OF_PEOPLE.search(member)}

    others = {member: kind for member, kind in telling.items() if not member.startswith("Viewer.")}
    assert {member: kind for member, kind in others.items() if member not in NOBODY} == NAMES_OF_PEOPLE
    assert set(telling) >= NOBODY


def test_whoever_asks_learns_of_themselves_their_name_and_two_rights() -> None:
    viewer = GRAPHQL.get_type("Viewer")

    assert isinstance(viewer, GraphQLObjectType)
    assert {name: str(field.type) for name, field in viewer.fields.items()} == {
        "name": "String!",
        "canChangeAssignments": "Boolean!",
        "canReport": "Boolean!",
    }


def test_a_refusal_carries_a_code_and_a_sentence_and_nothing_of_the_plant() -> None:
    refusal = GRAPHQL.get_type("PermissionDenied")

    assert isinstance(refusal, GraphQLObjectType)
    assert {name: str(field.type) for name, field in refusal.fields.items()} == {
        "code": "ErrorCode!",
        "message": "String!",
    }


def test_the_words_that_are_looked_for_find_what_must_not_be_there() -> None:
    """A schema that exposed Django's users, or the columns that the script sends of them, would be found."""
    for exposed in (
        "User.id",
        "Machine.createdByUser",
        "MonitorOperation.employeeDjangoUserIds",
        "Viewer2.email",
    ):
        assert OF_PEOPLE.search(exposed)


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["employeeDjangoUserIds", "employeeIds", "password", "email"])
def test_columns_of_people_cannot_be_asked_for(field: str) -> None:
    lathe = machine()
    assigned(lathe, full_operation(lathe))
    document = f"{{ machines {{ current {{ operation {{ {field} }} }} }} }}"

    answer = (
        client_of("planner").post("/graphql/", {"query": document}, content_type="application/json").json()
    )

    assert answer["errors"][0]["message"].startswith(
        f"Cannot query field '{field}' on type 'MonitorOperation'."
    )
    assert "data" not in answer
