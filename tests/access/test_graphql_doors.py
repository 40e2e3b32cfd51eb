"""Every field of the GraphQL door, for everybody: who is let in, and that nobody else changes anything."""

from typing import Any

import pytest
from django.test import Client
from graphql import GraphQLObjectType
from pytest_django import Settings

from graphql_api.schema import schema
from monitoring.models import Machine
from tests.access.people import DEMANDED, EVERYBODY, OUTSIDERS, client_of, may_report
from tests.graphql_api.api import all_rows
from tests.graphql_api.changing_inputs import DECISIONS, REPORTS, inputs, lathe_with_work

OPERATION = "{ name currentlyMadeQuantity drawingUrl quantityReports { quantity } assignedTo { version } }"
SLOT = (
    f"{{ version assignedBy operation {OPERATION} manualOperation {OPERATION} monitorOperation {OPERATION} }}"
)
MACHINE = f"{{ name current {SLOT} next {SLOT} }}"
# Each field of Query with all that can be reached from it.
READS = {
    "manualAssignments": f"{{ assignedBy machine {MACHINE} operation {OPERATION} }}",
    "machines": MACHINE,
    "machine": f"(pk: 1) {MACHINE}",
    "operationPool": f"{{ totalCount items {OPERATION} }}",
    "operation": f'(id: "1") {OPERATION}',
    "planningEvents": f"{{ items {{ actor before {{ operationName }} machine {MACHINE} }} }}",
    "latestEventId": "",
    "plant": f"{{ scriptLastHeardAt divergingSlots {SLOT} }}",
    "viewer": "{ name canChangeAssignments canReport }",
}
STREAMS = ("planningEvents",)

pytestmark = pytest.mark.django_db


@pytest.fixture
def lathe(db: None) -> Machine:
    return lathe_with_work()


def fields_of(root: str) -> list[str]:
    """The names of the fields of Query, Mutation or Subscription, in order."""
    kind = schema._schema.get_type(root)  # noqa: SLF001 - Strawberry keeps it there
    assert isinstance(kind, GraphQLObjectType)
    return sorted(kind.fields)


def ask(client: Client, document: str, **variables: Any) -> Any:
    """Post one document."""
    body = {"query": document, "variables": variables}
    return client.post("/graphql/", body, content_type="application/json")


def change(client: Client, mutation: str, lathe: Machine) -> Any:
    """Post what changes something, where it is allowed."""
    input_type = f"{mutation[0].upper()}{mutation[1:]}Input"
    document = f"mutation($input: {input_type}!) {{ {mutation}(input: $input) {{ __typename }} }}"
    return ask(client, document, input=inputs(mutation, lathe))


def is_told_to_log_in(response: Any) -> bool:
    """Whether the answer is the refusal of a stranger, and not a word more."""
    refusal = {"error": "Log in first.", "code": "not_authenticated"}
    return response.status_code == 401 and bool(response.json() == refusal)


def test_every_field_stands_in_one_of_the_tables() -> None:
    assert fields_of("Query") == sorted(READS)
    assert fields_of("Mutation") == sorted(DECISIONS + REPORTS)
    assert fields_of("Subscription") == sorted(STREAMS)


@pytest.mark.parametrize("demanded", [False, True], ids=["any login", "role demanded"])
@pytest.mark.parametrize("mutation", fields_of("Mutation"))
@pytest.mark.parametrize("role", EVERYBODY)
def test_a_mutation_is_done_for_whoever_may_and_changes_nothing_for_anybody_else(
    lathe: Machine, settings: Settings, role: str, mutation: str, demanded: bool
) -> None:
    settings.REPORTING_PERMISSION = DEMANDED if demanded else ""
    allowed = role == "planner" if mutation in DECISIONS else may_report(role, demanded=demanded)
    client = client_of(role)
    before = all_rows()

    response = change(client, mutation, lathe)

    if role in OUTSIDERS:
        assert is_told_to_log_in(response)
    else:
        became = response.json()["data"][mutation]["__typename"]
        assert became.endswith("Success") if allowed else became == "PermissionDenied"
    assert (all_rows() != before) is allowed


@pytest.mark.parametrize("demanded", [False, True], ids=["any login", "role demanded"])
@pytest.mark.parametrize("field", fields_of("Query"))
@pytest.mark.parametrize("role", EVERYBODY)
def test_any_login_reads_everything_through_relations_too_and_outsiders_nothing(
    lathe: Machine, settings: Settings, role: str, field: str, demanded: bool
) -> None:
    settings.REPORTING_PERMISSION = DEMANDED if demanded else ""

    response = ask(client_of(role), f"{{ {field} {READS[field]} }}")

    if role in OUTSIDERS:
        assert is_told_to_log_in(response)
    else:
        assert "errors" not in response.json()
        assert set(response.json()["data"]) == {field}


@pytest.mark.parametrize("accept", ["application/json", "text/event-stream", "multipart/mixed", "*/*"])
@pytest.mark.parametrize("field", STREAMS)
@pytest.mark.parametrize("role", OUTSIDERS)
def test_no_stream_is_opened_for_outsiders(role: str, field: str, accept: str) -> None:
    query = {"query": f"subscription {{ {field} {{ __typename }} }}"}

    response = client_of(role).get("/graphql/", query, headers={"accept": accept})

    assert is_told_to_log_in(response)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_outsiders_do_not_learn_the_schema(role: str) -> None:
    assert is_told_to_log_in(ask(client_of(role), "{ __schema { types { name } } }"))


@pytest.mark.parametrize("demanded", [False, True], ids=["any login", "role demanded"])
@pytest.mark.parametrize("role", sorted(set(EVERYBODY) - set(OUTSIDERS)))
def test_everybody_is_told_what_they_may_do(settings: Settings, role: str, demanded: bool) -> None:
    settings.REPORTING_PERMISSION = DEMANDED if demanded else ""

    response = ask(client_of(role), f"{{ viewer {READS['viewer']} }}")

    assert response.json()["data"]["viewer"] == {
        "name": role,
        "canChangeAssignments": role == "planner",
        "canReport": may_report(role, demanded=demanded),
    }
