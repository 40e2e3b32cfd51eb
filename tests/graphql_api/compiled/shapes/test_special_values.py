"""Values that graphql-core looks at before it reads anything of them, or in a way of its own."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from graphql import get_named_type, is_leaf_type
from strawberry.utils.str_converters import to_camel_case

from tests.graphql_api.compiled.executors import PlainExecutor
from tests.graphql_api.compiled.operations import Asked, Run
from tests.graphql_api.compiled.shapes.asking import answer, compare, compare_later
from tests.graphql_api.compiled.shapes.comparing import ATTRIBUTES, FEEDS, SHAPES
from tests.graphql_api.compiled.shapes.worlds import Wrong
from tests.graphql_api.compiled.shapes.wrong_values import AWAITED, LEAVES, MADE

ALL = {**LEAVES, **MADE, **AWAITED}
NOTHING_READ = """query Bare {
  thing { __typename } sureThing { child { __typename } parent { shout } things { __typename } friend { __typename } }
  things { __typename } maybeThings { __typename } grid { kind: __typename }
  entries { __typename owner { boss { __typename } thing { __typename } } }
  guarded { __typename } named { __typename } pets { __typename }
}"""
OBJECTS = [
    "Query.thing",
    "Owner.thing",
    "Thing.child",
    "Thing.parent",
    "Thing.friend",
    "Query.guarded",
    "Query.named",
]
LISTS = ["Query.things", "Query.maybe_things", "Thing.things", "Query.grid", "Query.pets", "Query.entries"]
SERIALIZED = (
    "{ sureThing { amount code moment odd maybeAmount maybeCode amounts moments key: maybeKey text } }"
)
LEAF_ATTRIBUTES = sorted(
    name
    for name, type_ in FEEDS["Thing"].types.items()
    if is_leaf_type(get_named_type(type_)) and not name.startswith("late")
)
TAKES_ANYTHING = ["Thing.amount", "Thing.code", "Thing.odd", "Thing.text", "Thing.amounts", "Thing.maybe_key"]


def asked(text: str, *variables: dict[str, Any], name: str = "Bare") -> Asked:
    return Asked(text, tuple(Run(name, one) for one in variables or ({},)))


def wrong(place: str, name: str) -> Wrong:
    type_name, attribute = place.split(".")
    assert (type_name, attribute) in ATTRIBUTES
    return Wrong(type_name, attribute, name, ALL[name])


@pytest.mark.parametrize("place", OBJECTS)
@pytest.mark.parametrize("name", ["none", "undefined", "an exception with attributes", "a thing", "7", "[]"])
def test_an_object_is_looked_at_though_nothing_of_it_is_read(place: str, name: str) -> None:
    compare(asked(NOTHING_READ), [wrong(place, name)])


@pytest.mark.parametrize("place", LISTS)
@pytest.mark.parametrize("name", ["things, with none between", "things and others", "[None]", "[Undefined]"])
def test_items_are_looked_at_though_nothing_of_them_is_read(place: str, name: str) -> None:
    compare(asked(NOTHING_READ), [wrong(place, name)])


@pytest.mark.parametrize("place", OBJECTS + LISTS)
@pytest.mark.parametrize("name", sorted(AWAITED))
def test_what_can_be_awaited_is_awaited_though_it_has_the_attributes(place: str, name: str) -> None:
    asyncio.run(compare_later(asked(NOTHING_READ), [wrong(place, name)]))


@pytest.mark.parametrize("place", TAKES_ANYTHING)
@pytest.mark.parametrize("name", sorted(AWAITED))
def test_what_can_be_awaited_is_awaited_though_the_scalar_takes_anything(place: str, name: str) -> None:
    asyncio.run(compare_later(asked(f"query Bare {SERIALIZED}"), [wrong(place, name)]))


@pytest.mark.parametrize("name", ["raises", "none", "an exception", "2147483648"])
def test_rows_hold_what_the_objects_would(name: str) -> None:
    """A row has no spare, nor what cannot be read."""
    document = asked("query Bare { maybeEntries { number text owner { odd } } entries { spare number } }")

    compare(document, [wrong("Entry.number", name)])
    compare(document, [wrong("Owner.odd", name)])


@pytest.mark.parametrize("rest", [None, 0, 1])
@pytest.mark.parametrize("name", ["none", "'low'", "'HIGH'", "True"])
@pytest.mark.parametrize("place", ["Boss.badge", "Entry.text", "Entry.shade", "Entry.colour"])
@pytest.mark.parametrize("size", [8, 9])
def test_a_list_written_as_json_leaves_null_to_its_type_and_names_to_the_enum(
    place: str, name: str, rest: int | None, size: int
) -> None:
    """All are texts, but for one of three perhaps; an even number of items is written."""
    document = asked("query Bare { maybeEntries { text shade colour owner { boss { badge } } } }")
    entries = Wrong(
        "Query", "entries", "some", lambda world: [world.feed("Entry", key) for key in range(size)]
    )

    compare(document, [entries, replace(wrong(place, name), rest=rest), wrong(place, "'low'")])


@pytest.mark.parametrize("name", ["True", "1", "'RED'", "0", "none", "raises", "a thing"])
def test_a_type_may_recognise_its_objects_by_anything_that_is_true(name: str) -> None:
    compare(asked("query Bare { guarded { text } guards { text isOwn } }"), [wrong("Guarded.is_own", name)])


@pytest.mark.parametrize("name", ["a text later", "nothing later", "an error later"])
def test_a_type_may_wait_before_it_recognises_its_objects(name: str) -> None:
    document = asked("query Bare { guarded { text } guards { text guarded { text } } }")

    asyncio.run(compare_later(document, [wrong("Guarded.is_own", name)]))


def test_a_type_may_recognise_its_objects_by_where_they_are_asked_for() -> None:
    document = asked(
        "query Bare { watched { text again { text } } sureThing { things { watched { again { text } } } } }"
    )
    again = Wrong("Watched", "again", "itself", lambda world: world.feed("Watched", 1))

    compare(document, [again])


@pytest.mark.parametrize("size", [0, 1, 2])
def test_a_condition_that_is_null_is_an_error_of_each_item(size: int) -> None:
    items = Wrong("Query", "maybe_things", "things", lambda world: [world.feed("Thing", 1)] * size)
    text = "query Bare($flag: Boolean = true) { maybeThings { text number @include(if: $flag) } }"
    document = asked(text, {"flag": None}, {"flag": True}, {})

    compare(document, [items])

    errors = answer(PlainExecutor, document, document.runs[0], [items])["errors"]
    assert len(errors) == size


@pytest.mark.parametrize("name", LEAF_ATTRIBUTES)
def test_a_leaf_may_be_anything(name: str) -> None:
    document = asked(f"query Bare {{ sureThing {{ {to_camel_case(name)} }} }}")

    for value, make in LEAVES.items():
        compare(document, [Wrong("Thing", name, value, make)])


@pytest.mark.parametrize("depth", [20, 40, 60, 80])
def test_a_selection_may_be_deeper_than_python_can_compile(depth: int) -> None:
    text = "query Bare { sureThing " + "{ number parent " * depth + "{ text }" + "}" * depth + "}"

    compare(asked(text))


def test_the_schema_itself_can_be_asked_for() -> None:
    text = "query Bare { __schema { types { name kind fields { name type { name ofType { name } } } } } }"

    compare(asked(text))

    assert SHAPES.query_type is not None
