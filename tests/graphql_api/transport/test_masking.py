"""Bugs: the client sees a request id, the log sees everything, once."""

import asyncio
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from pytest_django import Settings
from strawberry.extensions import SchemaExtension

from graphql_api.context import Context
from graphql_api.guarded_schema import GuardedSchema
from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON
from graphql_api.masking import BUG, MESSAGE
from tests.graphql_api.transport.stand_in import SECRET, Query, codes, post, schema, urls


def error_records(caplog: pytest.LogCaptureFixture) -> list[logging.LogRecord]:
    """What the person at 3 in the morning finds."""
    return [record for record in caplog.records if record.levelno >= logging.ERROR]


def test_a_bug_is_told_as_a_request_id_and_nothing_else(client: Client) -> None:
    response = post(client, "{ broken }")

    [error] = response.json()["errors"]
    assert error["message"] == MESSAGE
    assert error["extensions"] == {"code": BUG, "requestId": response["X-Request-ID"]}
    assert error["path"] == ["broken"]
    assert SECRET not in response.content.decode()


def test_a_bug_is_logged_once_with_all_that_is_known(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = post(client, "query Board { machine { broken } }")

    [record] = error_records(caplog)
    said = record.getMessage()
    assert record.exc_info
    assert isinstance(record.exc_info[1], RuntimeError)
    for part in ("Board", "machine.broken", "viewer", response["X-Request-ID"], SECRET):
        assert part in said


def test_the_same_bug_in_each_item_of_a_list_is_logged_once(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = post(client, "{ machines(count: 50) { broken } }")

    assert codes(response) == [BUG] * 50
    [record] = error_records(caplog)
    assert "machines.broken (50 times)" in record.getMessage()


def test_different_bugs_are_logged_each(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    post(client, "{ broken machine { broken } }")

    assert len(error_records(caplog)) == 2


def test_a_flood_of_different_bugs_ends_in_a_count(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    aliases = " ".join(f"a{number}: broken" for number in range(13))

    post(client, f"{{ {aliases} }}")

    assert len(error_records(caplog)) == 11
    assert "3 more ways" in error_records(caplog)[-1].getMessage()


def test_a_value_that_does_not_fit_its_type_is_a_bug(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    response = post(client, "{ tooLargeForInt }")

    assert codes(response) == [BUG]
    assert "2147483648" in error_records(caplog)[0].getMessage()


def test_a_refusal_with_a_code_reaches_the_client(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    [error] = post(client, "{ refused }").json()["errors"]

    assert error["message"] == "after is no cursor."
    assert error["extensions"] == {"code": "INVALID_VALUE", "field": "after"}
    assert error_records(caplog) == []


@pytest.mark.parametrize(
    ("query", "variables", "said"),
    [
        ("{", {}, "Syntax Error"),
        ("{ viwer }", {}, "Did you mean 'viewer'?"),
        ("query Q($pk: Int!) { machine(pk: $pk) { pk } }", {"pk": "five"}, "Int cannot represent"),
        ("query Q($pk: Int = 1) { machine(pk: $pk) { pk } }", {"pk": None}, "not to be None"),
        ("{ machine(pk: 3000000000) { pk } }", {}, "32-bit"),
    ],
)
def test_mistakes_in_the_request_are_told_in_full_and_not_logged_as_errors(
    client: Client, caplog: pytest.LogCaptureFixture, query: str, variables: dict[str, Any], said: str
) -> None:
    response = post(client, query, variables=variables)

    assert said in response.json()["errors"][0]["message"]
    assert error_records(caplog) == []


class BrokenExtension(SchemaExtension):
    """A bug outside of every field."""

    def on_execute(self) -> Iterator[None]:
        raise RuntimeError(SECRET)
        yield


@pytest.mark.parametrize("accept", [JSON, GRAPHQL_RESPONSE])
def test_a_bug_before_execution_is_a_server_error_and_masked(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture, accept: str
) -> None:
    broken = GuardedSchema(query=Query, extensions=[BrokenExtension])
    settings.ROOT_URLCONF = urls(broken)

    response = post(client, "{ viewer }", accept=accept)

    assert (response.status_code, codes(response), list(response.json())) == (500, [BUG], ["errors"])
    assert SECRET not in response.content.decode()
    assert sum(record.exc_info is not None for record in error_records(caplog)) == 1


@pytest.mark.parametrize("debug", [True, False])
def test_a_bug_of_the_view_itself_is_masked_json(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture, debug: bool
) -> None:
    settings.DEBUG = debug
    settings.GRAPHQL_LIMITS = {SECRET: 1}

    response = post(client, "{ viewer }")

    assert response.status_code == 500
    assert response.json()["code"] == "internal_error"
    assert SECRET not in response.content.decode()
    assert len(error_records(caplog)) == 1


def context_of(user: User) -> Context:
    request = RequestFactory().get("/graphql/")
    request.user = user
    return Context(request=request)


def test_bugs_of_a_subscription_are_masked_and_logged_too(
    user: User, caplog: pytest.LogCaptureFixture
) -> None:
    async def results() -> list[Any]:
        stream = await schema.stream("subscription Live { ticks }", context_value=context_of(user))
        return [result async for result in stream]

    first, last = asyncio.run(results())

    assert first.data == {"ticks": 1}
    assert [error.message for error in last.errors] == [MESSAGE]
    assert "Live" in error_records(caplog)[0].getMessage()
    assert len(error_records(caplog)) == 1


@pytest.mark.parametrize(
    ("query", "limit"),
    [("{ viewer " + "# \n" * 1000 + "}", "tokens"), ("{ machine " + "{ neighbour " * 8 + "{ pk }" + "} " * 9, "depth")],
)  # fmt: skip
def test_limits_hold_on_streams_too(user: User, query: str, limit: str) -> None:
    async def results() -> list[Any]:
        stream = await schema.stream(query, context_value=context_of(user))
        return [result async for result in stream]

    [refused] = asyncio.run(results())

    assert refused.data is None
    assert [error.extensions["limit"] for error in refused.errors] == [limit]


def test_a_schema_is_guarded_without_a_request_too() -> None:
    result = schema.execute_sync("{ broken }")

    assert result.errors is not None
    assert [error.message for error in result.errors] == [MESSAGE]
