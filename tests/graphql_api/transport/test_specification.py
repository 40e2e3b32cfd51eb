"""The GraphQL-over-HTTP specification: its reference audit (graphql-http), and what the audit leaves open."""

import json
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings
from strawberry.extensions import SchemaExtension

from graphql_api.guarded_schema import GuardedSchema
from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON
from tests.graphql_api.transport.stand_in import RENAMED, Query, get, post, post_body, urls

TYPE_QUERY = "query Type($name: String!) { __type(name: $name) { name } }"
COERCION_FAILURE = "query CoerceFailure($id: ID!) { __typename }"
MISSING_FIELD = "{ 8f31403dfe404bccbb0e835f2629c6a7 }"


@dataclass
class Audit:
    """One requirement: what is sent, and the status and media type that must come back."""

    name: str
    query: Any = "{ __typename }"
    accept: str | None = None
    parameters: dict[str, Any] = field(default_factory=dict)
    method: str = "POST"
    status: int = 200
    media_type: str = JSON
    executed: bool = True


Requests = list[tuple[str, str, dict[str, Any]]]

EXECUTED: Requests = [
    ("8161 B8B3 string operationName", "query Query { __typename }", {"operationName": "Query"}),
    ("94B0 0220 null variables", "{ __typename }", {"variables": None}),
    ("94B1 0221 null operationName", "{ __typename }", {"operationName": None}),
    ("94B2 0222 null extensions", "{ __typename }", {"extensions": None}),
    ("2EA1 28B9 map variables", TYPE_QUERY, {"variables": {"name": "sometype"}}),
    ("428F 1B7A map extensions", "{ __typename }", {"extensions": {"some": "value"}}),
    ("34A2 13EE string query, and a parameter that nobody knows", "{ __typename }", {"more": 1}),
]
NOT_EXECUTED: Requests = [
    ("572B 556A D586 document that does not parse", "{", {}),
    ("FDE2 74FF 5E5B document that does not validate", MISSING_FIELD, {}),
    ("7B9B 86EE variables that do not fit", COERCION_FAILURE, {"variables": {"id": None}}),
    ("unknown operation", "query A { __typename }", {"operationName": "B"}),
    ("undecided operation", "query A { __typename } query B { __typename }", {}),
    ("no operation", "fragment A on Query { __typename }", {}),
    ("subscription", "subscription { ticks }", {}),
]
AUDITS = [
    Audit("22EB graphql-response+json is accepted", accept=GRAPHQL_RESPONSE, media_type=GRAPHQL_RESPONSE),
    Audit("4655 application/json is accepted", accept=JSON),
    Audit("47DE */* means application/json", accept="*/*"),
    Audit("80D8 no Accept means application/json"),
    Audit("BF61 UTF-8 is read", query='{ __type(name: "Run🏃Swim🏊") { name } }'),
    Audit("5A70 a GET is answered", method="GET"),
    *(
        Audit(f"9C48 mutation by GET, {accept}", "mutation { __typename }", accept, {}, "GET", 405, accept, False)
        for accept in (JSON, GRAPHQL_RESPONSE)
    ),
    *(
        Audit(f"{name}, {accept}", query, accept, parameters, "POST", 200, accept)
        for accept in (JSON, GRAPHQL_RESPONSE)
        for name, query, parameters in EXECUTED
    ),
    *(
        Audit(f"{name} GET with variables", TYPE_QUERY, accept, {"variables": '{"name": "x"}'}, "GET", 200, accept)
        for name, accept in [("D6D5", GRAPHQL_RESPONSE), ("6A70", JSON)]
    ),
    *(
        Audit(f"{name}, {accept}", query, accept, parameters, "POST", status, accept, False)
        for accept, status in [(JSON, 200), (GRAPHQL_RESPONSE, 400)]
        for name, query, parameters in NOT_EXECUTED
    ),
]  # fmt: skip


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.name)
def test_the_specification_holds(client: Client, audit: Audit) -> None:
    send = get if audit.method == "GET" else post

    response = send(client, query=audit.query, accept=audit.accept, **audit.parameters)

    assert response.status_code == audit.status, response.content
    assert response["Content-Type"] == f"{audit.media_type}; charset=utf-8"
    assert ("data" in response.json(), "errors" in response.json()) == (audit.executed, not audit.executed)


@pytest.mark.parametrize("wrong", [{"obj": "ect"}, 0, False, ["array"], "string"], ids=repr)
@pytest.mark.parametrize("parameter", ["query", "operationName", "variables", "extensions"])
def test_a_parameter_of_the_wrong_type_is_refused_by_name(
    client: Client, parameter: str, wrong: object
) -> None:
    text_expected = parameter in ("query", "operationName")
    wrong = 1.5 if text_expected and isinstance(wrong, str) else wrong
    wrong = "{}" if not text_expected and isinstance(wrong, dict) else wrong
    response = post_body(client, json.dumps({"query": "{ __typename }"} | {parameter: wrong}))

    assert response.status_code == 400
    assert (response.json()["code"], response.json()["field"]) == ("invalid_request", parameter)


@pytest.mark.parametrize("body", ["{}", '{"qeury": "{ __typename }"}', '{"query": null}', '{"query": ""}'])
def test_a_request_without_a_query_is_refused(client: Client, body: str) -> None:
    response = post_body(client, body)

    assert response.status_code == 400
    assert response.json()["field"] == "query"


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
@pytest.mark.parametrize("body", ["", '{ "not a JSON', "NONSENSE"])
def test_a_body_that_is_not_json_is_a_bad_request(client: Client, body: str, accept: str) -> None:
    response = post_body(client, body, accept=accept)

    assert response.status_code == 400
    assert response["Content-Type"] == JSON
    assert response.json()["error"].startswith("The body is ")


def test_a_mutation_by_get_changes_nothing_and_names_the_method_to_use(client: Client) -> None:
    response = get(client, query='mutation { rename(name: "Mill") }')

    assert (response.status_code, response["Allow"]) == (405, "POST")
    assert RENAMED == []


def test_a_mutation_by_post_is_executed(client: Client) -> None:
    response = post(client, 'mutation { rename(name: "Mill") }')

    assert response.json() == {"data": {"rename": "Mill"}}
    assert RENAMED == ["Mill"]


def test_the_named_operation_is_the_one_that_runs(client: Client) -> None:
    document = 'query A { echo(text: "a") } query B { echo(text: "b") }'

    assert post(client, document, operationName="B").json() == {"data": {"echo": "b"}}


@pytest.mark.parametrize("name", ["", None])
def test_an_empty_operation_name_is_none(client: Client, name: str | None) -> None:
    assert post(client, "query A { __typename }", operationName=name).status_code == 200


def test_empty_parameters_in_a_url_are_absent_ones(client: Client) -> None:
    response = get(client, query="{ __typename }", variables="", operationName="", extensions="")

    assert response.json() == {"data": {"__typename": "Query"}}


@pytest.mark.parametrize("parameter", ["variables", "extensions"])
@pytest.mark.parametrize("value", ["[7]", "{", '"text"', "NaN"])
def test_parameters_in_a_url_that_are_no_json_objects_are_refused_by_name(
    client: Client, parameter: str, value: str
) -> None:
    response = get(client, query="{ __typename }", **{parameter: value})

    assert response.status_code == 400
    assert parameter in response.json()["error"]


def test_partial_data_is_a_success_with_errors(client: Client) -> None:
    response = post(client, "{ viewer broken }")

    assert response.status_code == 200
    assert response.json()["data"] == {"viewer": "viewer", "broken": None}
    assert len(response.json()["errors"]) == 1


def test_null_at_a_required_root_is_a_result_of_execution(client: Client) -> None:
    response = post(client, "{ brokenAndRequired }")

    assert response.status_code == 200
    assert response.json()["data"] is None


class Cost(SchemaExtension):
    """Says something beside the data."""

    def get_results(self) -> dict[str, Any]:
        return {"cost": 1}


def test_what_an_extension_of_the_schema_says_goes_along(client: Client, settings: Settings) -> None:
    settings.ROOT_URLCONF = urls(GuardedSchema(query=Query, extensions=[Cost]))

    response = post(client, "{ viewer }")

    assert response.json() == {"data": {"viewer": "viewer"}, "extensions": {"cost": 1}}
