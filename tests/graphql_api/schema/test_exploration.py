"""What a developer does first: look at the schema, then ask for everything there is."""

import pytest
from graphql import (
    GraphQLInterfaceType,
    GraphQLObjectType,
    build_schema,
    get_introspection_query,
    get_named_type,
    is_leaf_type,
    is_required_argument,
)
from pytest_django import Settings

from graphql_api.schema import schema
from monitoring.models import OperationDrawing
from tests.factories import (
    CURRENT,
    NEXT,
    assigned,
    full_operation,
    machine,
    marked_idle,
    monitor_plans,
    pool_operation,
)
from tests.graphql_api.api import Api

BUILT = build_schema(schema.as_str())
DEEPEST = 4


def everything_of(kind: GraphQLObjectType | GraphQLInterfaceType, depth: int) -> str:
    """A selection of every field that needs no argument, with the fields of what it leads to."""
    selections = []
    for name, field in kind.fields.items():
        target = get_named_type(field.type)
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        if is_leaf_type(target):
            selections.append(name)
        elif depth > 1 and isinstance(target, GraphQLObjectType):
            selections.append(f"{name} {everything_of(target, depth - 1)}")
    return f"{{ __typename {' '.join(selections)} }}"


@pytest.fixture
def busy_plant(db: None) -> None:
    """Something of every kind."""
    lathe = machine()
    monitor_plans(lathe, "11", slot=CURRENT, quantity=10, currently_made_quantity=3)
    monitor_plans(lathe, "12", slot=NEXT)
    housing = assigned(lathe, slot=CURRENT, note="Rush")
    marked_idle(lathe, slot=NEXT)
    monitor_plans(lathe, "13", slot=NEXT)
    OperationDrawing.objects.create(operation=housing, image=b"%PDF-")
    full_operation(lathe, "14")
    pool_operation("15", None)


@pytest.mark.parametrize("field", BUILT.query_type.fields if BUILT.query_type else [])
def test_every_field_of_every_type_is_answered(
    planner: Api, settings: Settings, busy_plant: None, field: str
) -> None:
    settings.GRAPHQL_LIMITS = {"tokens": 20_000, "document_characters": 1_000_000, "nodes": 1_000_000}
    assert BUILT.query_type is not None
    asked = BUILT.query_type.fields[field]
    arguments = {"machine": "(pk: 1)", "operation": '(id: "1")'}.get(field, "")
    target = get_named_type(asked.type)
    selection = everything_of(target, DEEPEST) if isinstance(target, GraphQLObjectType) else ""

    data = planner.data(f"{{ {field}{arguments} {selection} }}")

    assert field in data


def test_graphiqls_own_question_about_the_schema_is_answered(planner: Api) -> None:
    query = get_introspection_query(descriptions=True, input_value_deprecation=True, specified_by_url=True)

    types = {kind["name"] for kind in planner.data(query)["__schema"]["types"]}

    assert {"Query", "Mutation", "ManualAssignment", "AssignOperationResult", "Error"} <= types


def test_a_misspelt_field_is_told_with_a_suggestion(planner: Api) -> None:
    error = planner.error("{ machines { nmae } }")

    assert error["message"].startswith("Cannot query field 'nmae' on type 'Machine'. Did you mean 'name'")


def test_a_client_that_knows_only_the_interface_understands_every_refusal(
    reporter: Api, busy_plant: None
) -> None:
    answer = reporter.data(
        "mutation { clearSlot(input: {machinePk: 1, operationType: CURRENT}) { ... on Error { code message } } }"
    )

    assert answer["clearSlot"]["code"] == "PERMISSION_DENIED"


@pytest.mark.parametrize(
    ("limit", "question", "field"),
    [
        ("page_size", "{ operationPool(pagination: {limit: 11}) { totalCount } }", "limit"),
        ("event_page_size", "{ planningEvents(first: 11) { items { id } } }", "first"),
        ("event_page_size", "{ planningEvents(last: 11) { items { id } } }", "last"),
    ],
)
def test_a_server_may_allow_smaller_pages_only(
    reporter: Api, settings: Settings, limit: str, question: str, field: str
) -> None:
    settings.GRAPHQL_LIMITS = {limit: 10}

    error = reporter.error(question)

    assert error["extensions"] == {"code": "INVALID_VALUE", "field": field}
    assert "between 1 and 10" in error["message"]


def test_a_server_of_smaller_pages_gives_those_to_whoever_does_not_say(
    reporter: Api, settings: Settings, busy_plant: None
) -> None:
    settings.GRAPHQL_LIMITS = {"page_size": 1, "event_page_size": 2}

    data = reporter.data("{ operationPool { totalCount items { id } } planningEvents { items { id } } }")

    assert data["operationPool"]["totalCount"] == 2
    assert (len(data["operationPool"]["items"]), len(data["planningEvents"]["items"])) == (1, 2)


def test_an_answer_with_too_many_items_is_refused_before_it_is_made(
    reporter: Api, settings: Settings, busy_plant: None
) -> None:
    settings.GRAPHQL_LIMITS = {"nodes": 1}

    error = reporter.error("{ manualAssignments { id } operationPool { items { id } } }")

    assert error["extensions"]["limit"] == "nodes"
