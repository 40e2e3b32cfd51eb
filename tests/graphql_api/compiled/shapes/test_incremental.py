"""Fragments that come later and lists that come in parts are graphql-core's matter, around what is compiled."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from strawberry.schema.config import StrawberryConfig

from tests.graphql_api.compiled.answers import exact
from tests.graphql_api.compiled.executors import CompiledExecutor, Executor, PlainExecutor
from tests.graphql_api.compiled.shapes import types
from tests.graphql_api.compiled.shapes.comparing import Quiet, root
from tests.graphql_api.compiled.shapes.leaves import SCALARS
from tests.graphql_api.compiled.shapes.worlds import Wrong
from tests.graphql_api.compiled.shapes.wrong_values import MADE

INCREMENTAL = Quiet(
    query=types.Query,
    config=StrawberryConfig(scalar_map=SCALARS, enable_experimental_incremental_execution=True),
)
SELECTIONS = [
    "{ sureThing { text ... @defer(if: $on) { number child { text } } parent { shout } } }",
    "{ sureThing { text parent { number ... @defer(if: $on) { text parent { text } } } } }",
    "{ maybeThings { ... on Thing @defer(if: $on) { number things { text } shout place } text } }",
    "{ sureThing { things @stream(initialCount: 1, if: $on) { text parent { text } } } }",
    "{ maybeThings @stream(if: $on) { text numbers @stream(initialCount: 1) } number: maybeNumber }",
    "{ sureThing { parent { texts @stream(if: $on) moments } things { keys @stream } } }",
    "{ entries @stream(if: $on) { number owner { ... @defer { text } } } }",
]


async def parts(executor: Executor, selection: str, *wrong: Wrong, on: bool) -> list[Any]:
    """All that a client gets, in order."""
    INCREMENTAL.execution_context_class = executor
    result: Any = await INCREMENTAL.execute(
        f"query($on: Boolean = true) {selection}",
        {"on": on},
        root_value=root(wrong),
        context_value=types.Context(),
    )
    if not hasattr(result, "initial_result"):
        return [exact(result.data), [exact(one.formatted) for one in result.errors or ()]]
    later = [exact(one.formatted) async for one in result.subsequent_results]
    return [exact(result.initial_result.formatted), *later]


@pytest.mark.parametrize("selection", SELECTIONS)
@pytest.mark.parametrize("on", [True, False])
@pytest.mark.parametrize("name", ["none", "raises", ""])
def test_what_comes_later_is_the_same(selection: str, on: bool, name: str) -> None:
    wrong = [Wrong("Thing", "text", name, MADE[name], rest=1)] if name else []

    compiled = asyncio.run(parts(CompiledExecutor, selection, *wrong, on=on))

    assert compiled == asyncio.run(parts(PlainExecutor, selection, *wrong, on=on))
    assert len(compiled) >= 2
