"""Plans are kept for an operation, a schema and what its conditions depend on, and for nothing else."""

from __future__ import annotations

import gc
import weakref
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import strawberry
from graphql import execute_sync, parse
from hypothesis import given
from strawberry import Parent

from graphql_api.compiled.plans import PlanCache
from tests.graphql_api.compiled.choices import CHOICES, Choices
from tests.graphql_api.compiled.executors import CompiledExecutor, PlainExecutor
from tests.graphql_api.compiled.operations import Asked, Question, Run
from tests.graphql_api.compiled.settings import many
from tests.graphql_api.compiled.shapes.asking import AT_ONCE, WAITING, answer, compare
from tests.graphql_api.compiled.shapes.comparing import SHAPES, root, valid_document
from tests.graphql_api.compiled.shapes.types import Context

CONDITIONAL = Question(schema=SHAPES, without=WAITING, conditions=45)


@many(300)
@given(CHOICES)
def test_a_plan_is_for_the_conditions_that_it_was_made_under(choices: Choices) -> None:
    asked = CONDITIONAL.ask(choices)

    compare(Asked(asked.text, (*asked.runs, *reversed(asked.runs))))


def test_a_field_is_planned_with_all_that_it_is_merged_with() -> None:
    """The first of its nodes is the same in each place."""
    text = """query Bare {
      one: sureThing { ...Part parent { number } } two: sureThing { ...Part }
      three: sureThing { ...Part parent { real } }
    } fragment Part on Thing { parent { text scaled(by: 3) } }"""

    compare(Asked(text, (Run("Bare", {}),)))


def keep_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the plans of one operation at a time."""
    monkeypatch.setattr("graphql_api.compiled.plans.OPERATIONS_KEPT", 1)
    monkeypatch.setattr("graphql_api.compiled.executor.PLANS", PlanCache())


def test_a_plan_is_not_taken_for_another_document_in_the_same_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that nobody keeps leaves its place in memory to the next."""
    keep_one(monkeypatch)

    @many(200)
    @given(CHOICES)
    def asked(choices: Choices) -> None:
        for document in [AT_ONCE.ask(choices), AT_ONCE.ask(choices)] * 2:
            valid_document.cache_clear()
            gc.collect(1)
            compare(document)

    asked()


def test_plans_keep_their_operation_for_as_long_as_they_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    keep_one(monkeypatch)
    document = parse("{ ...All } fragment All on Query { sureThing { parent { text } } }", no_location=True)
    definitions = [weakref.ref(one) for one in document.definitions]
    execute_sync(SHAPES, document, root([]), Context(), executor_class=CompiledExecutor)

    del document
    gc.collect()
    assert all(one() is not None for one in definitions)

    parent_with("text")
    gc.collect()
    assert all(one() is None for one in definitions)


def parent_with(name: str) -> dict[str, Any]:
    """Ask for one field by a document that is gone when it is answered."""
    gc.collect()
    document = parse(f"{{ sureThing {{ parent {{ {name} }} }} }}", no_location=True)
    data = execute_sync(SHAPES, document, root([]), Context(), executor_class=CompiledExecutor).data
    assert data is not None
    parent: dict[str, Any] = data["sureThing"]["parent"]
    return parent


def test_a_document_that_nobody_keeps_leaves_its_plans_to_no_other() -> None:
    """Documents of one form, parsed one after the other, are often put into the same place in memory."""
    names = ["text", "number", "real", "shout", "flag", "level"] * 100
    gc.freeze()

    answers = [list(parent_with(name)) for name in names]

    gc.unfreeze()
    assert answers == [[name] for name in names]


@many(30)
@given(CHOICES)
def test_threads_share_plans(choices: Choices) -> None:
    asked = CONDITIONAL.ask(choices)
    expected = [answer(PlainExecutor, asked, run) for run in asked.runs]

    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda run: answer(CompiledExecutor, asked, run), asked.runs * 4))

    assert answers == expected * 4


def test_a_plan_is_for_the_schema_that_it_was_made_for() -> None:
    document = parse("{ thing { said } }")
    schemas = [schema_that_says(word) for word in ("one", "other")]

    answers = [
        execute_sync(schema._schema, document, executor_class=CompiledExecutor).data  # noqa: SLF001
        for schema in schemas * 2
    ]

    assert answers == [{"thing": {"said": word}} for word in ("one", "other")] * 2


def schema_that_says(word: str) -> strawberry.Schema:
    """A schema whose types have the names of any other's."""

    def say(thing: Parent[object]) -> str:
        return word

    @strawberry.type
    class Thing:
        said: str = strawberry.field(resolver=say)

    @strawberry.type
    class Query:
        thing = strawberry.field(resolver=Thing, graphql_type=Thing)

    return strawberry.Schema(Query)
