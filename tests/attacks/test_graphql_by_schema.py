"""Operations made up from `schema.graphql`, by everybody: never a server's error, always an answer of the contract."""

from __future__ import annotations

import re
from typing import Any

import pytest
import schemathesis
from graphql import GraphQLSchema, OperationType, build_schema, parse, validate
from schemathesis import Case
from schemathesis.core.result import Ok

from tests.attacks.examples import same_every_time
from tests.end_to_end.shop import PATIENCE_SECONDS, Person
from tests.servers import PROJECT_DIR

PATH = PROJECT_DIR / "schema.graphql"
AnyCase = Case[Any]

contract = schemathesis.graphql.from_path(PATH)
contract.config.generation.update(allow_x00=False)
# Subscriptions need another door than a POST, whose tests are `tests/end_to_end/live`.
asked = contract.exclude(name_regex=r"^Subscription\.")


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return build_schema(PATH.read_text(encoding="utf-8"))


def post(person: Person, query: str) -> tuple[int, dict[str, Any]]:
    """The status and the body of an answer, whose text must be JSON."""
    answer = person.http.post(
        f"{person.base_url}/graphql/",
        json={"query": query},
        headers=person.headers if person.username else {},
        timeout=PATIENCE_SECONDS,
    )
    body: dict[str, Any] = answer.json()
    return answer.status_code, body


def on_the_plant(query: str, keys: dict[str, int]) -> str:
    """The operation with keys that there are, in place of made up ones: it gets further."""
    for name, there in (
        ("machinePk", "5"),
        ("operationId", f'"{keys["chosen"]}"'),
        ("eventId", f'"{keys["event"]}"'),
    ):
        query = re.sub(rf'{name}: (-?\d+|"(?:[^"\\]|\\.)*")', f"{name}: {there}", query)
    return query


def check(query: str, person: Person, schema: GraphQLSchema) -> None:
    """Send an operation: a valid one is carried out or refused by what it asks for, never answered by a bug."""
    status, body = post(person, query)

    codes = {error.get("extensions", {}).get("code") for error in body.get("errors", [])}
    assert status == 200, body
    assert "INTERNAL_ERROR" not in codes, body
    if not validate(schema, parse(query)):
        assert codes <= {"LIMIT_EXCEEDED", "INVALID_VALUE"}, body


@asked.parametrize()
@same_every_time(10)
def test_whatever_a_planner_asks_is_answered(
    case: AnyCase, planner: Person, schema: GraphQLSchema, keys: dict[str, int]
) -> None:
    assert isinstance(case.body, str)
    for query in (case.body, on_the_plant(case.body, keys)):
        check(query, planner, schema)


@asked.parametrize()
@same_every_time(4)
def test_whatever_somebody_without_rights_asks_is_answered(
    case: AnyCase, viewer: Person, schema: GraphQLSchema, keys: dict[str, int]
) -> None:
    assert isinstance(case.body, str)
    check(on_the_plant(case.body, keys), viewer, schema)


@asked.parametrize()
@same_every_time(3)
def test_whatever_nobody_asks_is_told_to_log_in(case: AnyCase, nobody: Person) -> None:
    assert isinstance(case.body, str)

    assert post(nobody, case.body) == (401, {"error": "Log in first.", "code": "not_authenticated"})


def test_operations_were_made_for_all_of_the_schema() -> None:
    """Nothing is left out but subscriptions."""
    schema = build_schema(PATH.read_text(encoding="utf-8"))
    roots = {kind: schema.get_root_type(kind) for kind in (OperationType.QUERY, OperationType.MUTATION)}

    made = {found.ok().label for found in asked.get_all_operations() if isinstance(found, Ok)}

    assert made == {f"{root.name}.{field}" for root in roots.values() if root for field in root.fields}
