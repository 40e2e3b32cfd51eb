"""Asks both schemas of shapes the same question, at once or in an event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from graphql import OperationType, get_named_type, is_leaf_type

from tests.graphql_api.compiled.choices import Choices
from tests.graphql_api.compiled.executors import CompiledExecutor, Executor, PlainExecutor
from tests.graphql_api.compiled.operations import Asked, Question, Run
from tests.graphql_api.compiled.shapes.comparing import (
    FEEDS,
    SCHEMA,
    SHAPES,
    attributes_in,
    outcome,
    root,
)
from tests.graphql_api.compiled.shapes.types import Context
from tests.graphql_api.compiled.shapes.worlds import Wrong
from tests.graphql_api.compiled.shapes.wrong_values import LEAVES, MADE, Make

WAITING = frozenset({"lateText", "lateThing", "lateThings"})
BOTH = (OperationType.QUERY, OperationType.QUERY, OperationType.MUTATION)
AT_ONCE = Question(schema=SHAPES, without=WAITING, kinds=BOTH)
LATER = Question(schema=SHAPES, kinds=BOTH)


def wrong_values(choices: Choices, asked: Asked, awaited: Mapping[str, Make]) -> list[Wrong]:
    """Some attributes that a document mentions are not what their types promise."""
    places = attributes_in(asked.text)
    count = choices.number(1 + choices.size // 4)
    return [wrong_value(choices, choices.one(places), awaited) for _ in range(count)]


def wrong_value(choices: Choices, place: tuple[str, str], awaited: Mapping[str, Make]) -> Wrong:
    """Most often something of the kind that an attribute has."""
    is_leaf = is_leaf_type(get_named_type(FEEDS[place[0]].types[place[1]]))
    values = {**(LEAVES if is_leaf is not choices.happens(15) else MADE), **awaited}
    name = choices.one(sorted(values))
    return Wrong(*place, name, values[name], choices.one([None, 0, 1, 2]))


def parameters(asked: Asked, run: Run, wrong: Sequence[Wrong]) -> dict[str, Any]:
    """What the schema is given for one execution."""
    return {
        "query": asked.text,
        "variable_values": run.variables,
        "operation_name": run.operation_name,
        "root_value": root(wrong, key=len(asked.text)),
        "context_value": Context(),
    }


def answer(executor: Executor, asked: Asked, run: Run, wrong: Sequence[Wrong] = ()) -> dict[str, Any]:
    """The answer at once."""
    SCHEMA.execution_context_class = executor
    return outcome(SCHEMA.execute_sync(**parameters(asked, run, wrong)))


async def late_answer(
    executor: Executor, asked: Asked, run: Run, wrong: Sequence[Wrong] = ()
) -> dict[str, Any]:
    """The answer in an event loop, and what was begun for it is over."""
    SCHEMA.execution_context_class = executor
    result = await SCHEMA.execute(**parameters(asked, run, wrong))
    others = asyncio.all_tasks() - {asyncio.current_task()}
    await asyncio.gather(*others, return_exceptions=True)
    return outcome(result)


def compare(asked: Asked, wrong: Sequence[Wrong] = ()) -> None:
    """Every run of a document has the same answer."""
    for run in asked.runs:
        assert answer(CompiledExecutor, asked, run, wrong) == answer(PlainExecutor, asked, run, wrong)


async def compare_later(asked: Asked, wrong: Sequence[Wrong] = ()) -> None:
    """Likewise, in an event loop."""
    for run in asked.runs:
        compiled = await late_answer(CompiledExecutor, asked, run, wrong)
        assert compiled == await late_answer(PlainExecutor, asked, run, wrong)
