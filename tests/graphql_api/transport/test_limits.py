"""How much one request may ask for: each limit at its edge, and guards that cannot be made to work for ever."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from graphql import get_introspection_query, parse
from pytest_django import Settings

from graphql_api.document_size import COUNTING_ENDS, FragmentCycle, largest_operation
from graphql_api.limits import GraphQLLimits, current_limits
from tests.graphql_api.transport.stand_in import RENAMED, codes, get, post


def nested(levels: int) -> str:
    """A query that many levels deep, its leaf included."""
    inner = levels - 2
    return "{ machine " + "{ neighbour " * inner + "{ pk }" + " }" * inner + " }"


def introspection(levels: int) -> str:
    """An introspection query that many levels deep, its leaf included."""
    inner = levels - 3
    return "{ __schema { queryType " + "{ ofType " * inner + "{ name }" + " }" * inner + " } }"


def aliased(count: int) -> str:
    return "{ machine { " + " ".join(f"a{number}: pk" for number in range(count)) + " } }"


def doublings(count: int, innermost: str = "pk") -> str:
    """Fragments that each spread the next one twice: 2 ** count innermost selections."""
    spreads = (
        f"fragment F{number} on Machine {{ ...F{number + 1} ...F{number + 1} }}" for number in range(count)
    )
    return "{ machine { ...F0 } } " + " ".join(spreads) + f" fragment F{count} on Machine {{ {innermost} }}"


def with_directives(count: int) -> str:
    return "{ machine " + "@include(if: true) @skip(if: false) " * (count // 2) + "{ pk } }"


EDGES = {
    "depth": (8, nested(8), nested(9)),
    "introspection_depth": (20, introspection(20), introspection(21)),
    "aliases": (15, aliased(15), aliased(16)),
    "root_fields": (20, "{" + "viewer " * 20 + "}", "{" + "viewer " * 21 + "}"),
    "directives": (20, "{ viewer " + "@include(if: true) " * 20 + "}", "{ viewer " + "@include(if: true) " * 21 + "}"),
    "tokens": (1000, "{" + "viewer " * 19 + 'echo(text: "") ' + "#\n" * 973 + "}", "#\n" * 998 + "{viewer}"),
    "document_characters": (100_000, "{viewer" + " " * 99_992 + "}", "{viewer" + " " * 99_993 + "}"),
    "nodes": (100_000, "{ machines(count: 100000) { pk } }", "{ machines(count: 100001) { pk } }"),
}  # fmt: skip


@pytest.mark.parametrize("limit", EDGES)
def test_a_query_at_the_limit_is_not_refused_for_it(client: Client, settings: Settings, limit: str) -> None:
    settings.GRAPHQL_LIMITS = {"nodes": 10} if limit == "nodes" else {}
    query = EDGES[limit][1].replace("count: 100000", "count: 10")

    assert b"LIMIT_EXCEEDED" not in post(client, query).content


@pytest.mark.parametrize("limit", EDGES)
def test_a_query_beyond_a_limit_is_refused_by_its_name_and_by_how_much(client: Client, limit: str) -> None:
    allowed, _, query = EDGES[limit]

    response = post(client, query)

    error = response.json()["errors"][0]
    expected = {"code": "LIMIT_EXCEEDED", "limit": limit, "allowed": allowed, "found": allowed + 1}
    assert error["extensions"] == expected
    assert str(allowed) in error["message"]
    assert response.status_code == (200 if limit == "nodes" else 400)


def test_a_refused_query_has_no_data_and_is_a_success_for_clients_of_plain_json(client: Client) -> None:
    response = post(client, nested(9), accept="application/json")

    assert (response.status_code, list(response.json())) == (200, ["errors"])


def test_the_introspection_query_of_graphiql_passes(client: Client) -> None:
    query = get_introspection_query(
        descriptions=True,
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
        one_of=True,
    )

    response = post(client, query, operationName="IntrospectionQuery")

    assert list(response.json()) == ["data"]


@pytest.mark.parametrize(
    ("query", "limit"),
    [
        ("{" + " ".join(f"a{number}: viewer" for number in range(300)) + "}", "aliases"),
        ("mutation {" + 'rename(name: "Mill") ' * 150 + "}", "root_fields"),
        ("{" + " ".join(f"a{number}: viewer" for number in range(1000)) + "}", "tokens"),
        ("mutation {" + 'rename(name: "Mill") ' * 500 + "}", "tokens"),
        ("{" + "a " * 49_990 + "}", "tokens"),
    ],
    ids=["300 aliases", "150 mutations", "1000 aliases", "500 mutations", "50000 tokens"],
)
def test_one_request_is_not_many(client: Client, query: str, limit: str) -> None:
    response = post(client, query)

    assert limit in [error["extensions"]["limit"] for error in response.json()["errors"]]
    assert RENAMED == []


@pytest.mark.parametrize("method", [get, post])
def test_limits_hold_for_every_method(client: Client, method: Any) -> None:
    assert codes(method(client, query=nested(9))) == ["LIMIT_EXCEEDED"]


def test_fields_of_a_fragment_count_where_it_is_spread(client: Client) -> None:
    fragment = "fragment F on Machine { a: pk b: pk c: pk }"
    five_times = (
        "{ machine { ...F neighbour { ...F neighbour { ...F neighbour { ...F neighbour { ...F } } } } } }"
    )
    six_times = five_times.replace("{ machine {", "{ machine { ...F")

    assert list(post(client, f"{five_times} {fragment}").json()) == ["data"]
    assert post(client, f"{six_times} {fragment}").json()["errors"][0]["extensions"]["found"] == 18


def test_depth_counts_through_fragments_and_inline_fragments(client: Client) -> None:
    query = """
        { machine { ... on Machine { neighbour { ...A } } } }
        fragment A on Machine { neighbour { neighbour { ...B } } }
        fragment B on Machine { neighbour { neighbour { neighbour { neighbour { pk } } } } }
    """

    assert post(client, query).json()["errors"][0]["extensions"]["found"] == 9


@pytest.mark.parametrize("count", [1, 20, 60])
def test_doubled_spreads_are_answered(client: Client, count: int) -> None:
    response = post(client, doublings(count))

    assert response.json() == {"data": {"machine": {"pk": 1}}}


def test_doubled_aliases_are_refused(client: Client) -> None:
    response = post(client, doublings(60, innermost="a: pk"))

    extensions = response.json()["errors"][0]["extensions"]
    assert (extensions["limit"], extensions["found"]) == ("aliases", COUNTING_ENDS)


def test_doubled_root_fields_and_directives_are_refused(client: Client) -> None:
    query = doublings(60, "viewer @skip(if: false)").replace("on Machine", "on Query")
    query = query.replace("{ machine { ...F0 } }", "{ ...F0 }")

    limits = [error["extensions"]["limit"] for error in post(client, query).json()["errors"]]

    assert limits == ["root_fields", "directives"]


def test_fragments_in_a_circle_are_named_and_end_there(client: Client) -> None:
    query = "{ machine { ...A } } fragment A on Machine { ...B ...B } fragment B on Machine { ...A ...A }"

    response = post(client, query)

    assert response.status_code == 400
    assert response.json()["errors"][0]["message"].startswith("Cannot spread fragment 'A' within itself")
    with pytest.raises(FragmentCycle):
        largest_operation(parse(query))


def test_a_fragment_that_does_not_exist_is_left_to_validation(client: Client) -> None:
    response = post(client, "{ machine { ...Missing } }")

    assert response.json()["errors"][0]["message"] == "Unknown fragment 'Missing'."


@pytest.mark.parametrize(
    "query",
    [
        "{" + "viewer " * 19 + "machine {" + "pk " * 900 + "} }",
        "{ machine {" + "neighbour { pk } " * 240 + "} }",
        "{ machine {" + "... on Machine { pk } " * 150 + "} }",
        "{ machine {" + " ".join(f"...F{number}" for number in range(90)) + "} }"
        + " ".join(f"fragment F{number} on Machine {{ pk }}" for number in range(90)),
    ],
    ids=["leaves", "objects", "inline fragments", "fragments"],
)  # fmt: skip
def test_overlapping_fields_end_in_an_answer(client: Client, query: str) -> None:
    response = post(client, query)

    assert response.json().get("data") or codes(response) == ["LIMIT_EXCEEDED"]


@pytest.mark.parametrize("opening", ["{ machine ", "{ echo(text: [", "{ a(b: {c: "])
def test_deep_nesting_is_refused(client: Client, opening: str) -> None:
    response = post(client, opening * 400)

    assert response.status_code == 400
    assert "data" not in response.json()


def test_each_operation_of_a_document_is_measured_alone(client: Client) -> None:
    document = f"query A {aliased(15)} query B {aliased(15)}"

    assert post(client, document, operationName="B").status_code == 200


def test_nested_lists_are_counted_together(client: Client, settings: Settings) -> None:
    settings.GRAPHQL_LIMITS = {"nodes": 30}
    query = "{ machines(count: 5) { neighbours(count: %d) { pk } } }"

    assert list(post(client, query % 5).json()) == ["data"]
    extensions = post(client, query % 6).json()["errors"][0]["extensions"]
    assert (extensions["limit"], extensions["found"]) == ("nodes", 35)


def test_a_plant_of_ten_thousand_with_two_objects_each_is_answered(client: Client) -> None:
    response = post(client, "{ machines(count: 10000) { pk neighbour { pk } other: neighbour { pk } } }")

    assert len(response.json()["data"]["machines"]) == 10_000


def test_the_same_query_is_refused_again_from_the_cache_and_after_the_limit_was_raised_it_is_not(
    client: Client, settings: Settings
) -> None:
    answers = [post(client, nested(9)).json() for _ in range(2)]
    settings.GRAPHQL_LIMITS = {"depth": 9}

    assert answers[0] == answers[1]
    assert list(post(client, nested(9)).json()) == ["data"]


@pytest.mark.parametrize("value", [0, -1, "8", None, True, 1.5])
def test_a_limit_that_is_no_positive_number_stops_the_start(settings: Settings, value: object) -> None:
    settings.GRAPHQL_LIMITS = {"depth": value}

    with pytest.raises(ImproperlyConfigured, match="depth must be a positive whole number"):
        current_limits()


def test_an_unknown_limit_is_named(settings: Settings) -> None:
    settings.GRAPHQL_LIMITS = {"dept": 9}

    with pytest.raises(ImproperlyConfigured, match="dept"):
        current_limits()


def test_without_a_setting_the_limits_are_the_documented_ones(settings: Settings) -> None:
    settings.GRAPHQL_LIMITS = {}

    assert current_limits() == GraphQLLimits(
        depth=8, introspection_depth=20, aliases=15, root_fields=20, directives=20, tokens=1000, nodes=100_000,
        document_characters=100_000, page_size=100, event_page_size=200, body_bytes=1_048_576,
    )  # fmt: skip
