"""Documents made to cost much: the work is counted in calls of functions, which no busy machine makes more of."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from django.test import Client
from graphql import parse, specified_rules

from graphql_api.document_size import largest_operation
from graphql_api.documents import MISTAKES_TOLD, PreparedDocument, prepare
from graphql_api.limits import GraphQLLimits
from graphql_api.schema import schema as product_schema
from tests.graphql_api.transport.stand_in import post
from tests.graphql_api.transport.test_limits import doublings

ROOMY = GraphQLLimits(tokens=20_000, document_characters=1_000_000)


def calls_of(work: Callable[[], object]) -> int:
    """How many functions of Python run."""
    count = 0

    def note(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "call"

    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(None)
    return count


def prepared(text: str, limits: GraphQLLimits = ROOMY) -> PreparedDocument:
    """A text through every guard, against the schema of the product and never from the cache."""
    return prepare.__wrapped__(product_schema._schema, text, limits, tuple(specified_rules))  # noqa: SLF001  # as the extension does


def on_machines(text: str) -> str:
    """The text for a schema whose `machine` wants a key."""
    return text.replace("{ machine {", "{ machines {")


def spread_by_the_two_before(count: int) -> str:
    """Each fragment spreads the next two: as many ways to the last one as Fibonacci's numbers say."""
    fragments = " ".join(
        f"fragment F{number} on Machine {{ ...F{number + 1} ...F{number + 2} }}" for number in range(count)
    )
    innermost = "".join(f" fragment F{number} on Machine {{ pk }}" for number in (count, count + 1))
    return f"{{ machines {{ ...F0 }} }} {fragments}{innermost}"


def circle(count: int) -> str:
    """Fragments that spread the next one twice, the last one the first."""
    fragments = " ".join(
        f"fragment F{number} on Machine {{ ...F{(number + 1) % count} ...F{(number + 1) % count} }}"
        for number in range(count)
    )
    return f"{{ machines {{ ...F0 }} }} {fragments}"


@pytest.mark.parametrize("document", [doublings, spread_by_the_two_before])
def test_measuring_a_hundred_times_the_spreads_takes_about_a_hundred_times_the_work(
    document: Callable[[int], str],
) -> None:
    few, many = parse(document(10)), parse(document(1_000))

    ratio = calls_of(lambda: largest_operation(many)) / calls_of(lambda: largest_operation(few))

    assert ratio < 150


@pytest.mark.parametrize(
    ("document", "most"),
    [
        (doublings, 5),
        (circle, 5),
        # A rule of GraphQL's own compares each fragment with those that it reaches.
        (spread_by_the_two_before, 16),
    ],
)
def test_four_times_the_fragments_take_at_most_so_many_times_the_work_of_all_guards(
    document: Callable[[int], str], most: int
) -> None:
    few, many = on_machines(document(20)), on_machines(document(80))

    ratio = calls_of(lambda: prepared(many)) / calls_of(lambda: prepared(few))

    assert ratio < most


@pytest.mark.parametrize("count", [20, 90])
def test_many_doublings_pass_the_guards_of_the_product(count: int) -> None:
    text = on_machines(doublings(count))

    assert prepared(text, GraphQLLimits()).errors == ()


@pytest.mark.parametrize(
    "mistakes",
    [
        "{ machines {" + " ".join(f"... on MonitorOperatio{number} {{ pk }}" for number in range(140)) + "} }",
        "{ machines {" + " ".join(f"currentz{number}" for number in range(900)) + "} }",
        "{ machine(" + " ".join(f"pk{number}: 1" for number in range(300)) + ") { pk } }",
        "query (" + " ".join(f"$v{number}: UpdateOperationQuantity" for number in range(200)) + ") { viewer { name } }",
    ],
    ids=["types", "fields", "arguments", "variables"],
)  # fmt: skip
def test_of_a_document_full_of_mistakes_the_first_twenty_are_told(mistakes: str) -> None:
    """Each is compared with every name of the schema, which a thousand of them would make a second's work."""
    *told, last = prepared(mistakes, GraphQLLimits()).errors

    assert len(told) == MISTAKES_TOLD
    assert last.message.startswith("Too many validation errors")


def test_who_made_a_few_mistakes_is_told_all_of_them(client: Client) -> None:
    answer = post(client, "{ machine { one two three } viewr }").json()

    assert len(answer["errors"]) == 4
