"""What was left to graphql-core is counted, with the reason."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from graphql import assert_object_type, get_named_type, is_leaf_type

from graphql_api.compiled import executor
from graphql_api.compiled.counters import Counters
from tests.graphql_api.compiled.executors import CompiledExecutor
from tests.graphql_api.compiled.operations import Asked, Run
from tests.graphql_api.compiled.shapes.asking import answer, late_answer
from tests.graphql_api.compiled.shapes.comparing import SHAPES
from tests.graphql_api.compiled.shapes.worlds import World, Wrong
from tests.graphql_api.compiled.shapes.wrong_values import MADE


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Counters:
    """Counters that begin at nothing."""
    counters = Counters()
    monkeypatch.setattr(executor, "COUNTERS", counters)
    return counters


def ask(text: str, *wrong: Wrong, **variables: object) -> None:
    run = Run("Asked", variables)
    answer(CompiledExecutor, Asked(f"query Asked{text}", (run,)), run, wrong)


def things(count: int, attribute: str = "things") -> Wrong:
    def make(world: World) -> list[Any]:
        return [world.feed("Thing", key) for key in range(count)]

    return Wrong("Query", attribute, "things", make)


def test_a_list_of_plain_fields_is_built_at_once(counters: Counters) -> None:
    ask("{ things { text number parent { text shout greeting } } }", things(20))

    assert counters.snapshot() == {"built": 1, "fallbacks": {}}


def test_no_value_of_the_right_type_is_left_to_graphql_core(counters: Counters) -> None:
    fields = assert_object_type(SHAPES.type_map["Thing"]).fields
    leaves = {name for name, one in fields.items() if is_leaf_type(get_named_type(one.type))}
    plain = leaves - {
        "place",
        "scaled",
        "secret",
        "openSecret",
        "echo",
        "lateText",
        "matrix",
        "maybeMatrix",
        "quoted",
    }

    ask("{ things { " + " ".join(sorted(plain)) + " } }", things(60))

    assert counters.snapshot() == {"built": 1, "fallbacks": {}}


def test_rows_are_built_at_once(counters: Counters) -> None:
    ask("{ entries { number owner { text boss { badge } } } }")

    assert counters.snapshot() == {"built": 1, "fallbacks": {}}


def test_objects_are_built_one_by_one_where_something_of_them_is_not_plain(counters: Counters) -> None:
    ask("{ things { text scaled(by: 3) } }", things(3))

    assert counters.snapshot() == {"built": 3, "fallbacks": {}}


def test_a_fallback_names_its_field_and_the_kind_of_problem(counters: Counters) -> None:
    ask("{ sureThing { text } }", Wrong("Thing", "text", "raises", MADE["raises"]))

    assert counters.snapshot() == {"built": 0, "fallbacks": {"Query.sureThing: RuntimeError": 1}}


def test_a_list_that_fails_is_tried_again_object_by_object(counters: Counters) -> None:
    wrong = Wrong("Thing", "text", "none", MADE["none"], rest=1)

    ask("{ maybeThings { text } }", things(3, "maybe_things"), wrong)

    assert counters.snapshot() == {"built": 2, "fallbacks": {"Query.maybeThings: NotPlain": 2}}


def test_rows_that_fail_are_followed_by_objects(counters: Counters) -> None:
    def make(world: World) -> list[Any]:
        return [world.feed("Entry", key) for key in (1, 2, 3)]

    entries = Wrong("Query", "entries", "entries", make)

    ask("{ maybeEntries { number } }", entries, Wrong("Entry", "number", "none", MADE["none"], rest=1))

    # As rows, as a list, and the first object; the others are built.
    assert counters.snapshot() == {"built": 2, "fallbacks": {"Query.maybeEntries: NotPlain": 3}}


def test_a_selection_that_cannot_be_compiled_is_counted_once(counters: Counters) -> None:
    ask("($flag: Boolean = true) { things { text @skip(if: $flag) } }", things(9), flag=None)

    assert counters.snapshot() == {"built": 0, "fallbacks": {"Query.things: GraphQLError": 1}}


def test_a_resolver_that_waits_is_not_called_in_vain(counters: Counters) -> None:
    run = Run("Asked", {})
    asked = Asked("query Asked { sureThing { text lateText } }", (run,))

    asyncio.run(late_answer(CompiledExecutor, asked, run))

    assert counters.snapshot() == {"built": 1, "fallbacks": {}}
