"""Where more goes on than graphql-core alone, or nobody has proven that answers are the same, nothing is compiled."""

from __future__ import annotations

import logging
from typing import Any

import pytest
import strawberry
from graphql import execute_sync, parse
from graphql.type.directives import GraphQLDisableErrorPropagationDirective
from pytest_django import Settings
from strawberry.directive import DirectiveLocation, DirectiveValue
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig

from graphql_api.compiled import proven
from graphql_api.compiled.counters import COUNTERS
from graphql_api.executors import chosen_executor
from tests.graphql_api.compiled.answers import exact, exact_errors
from tests.graphql_api.compiled.executors import CompiledExecutor, Executor, PlainExecutor
from tests.graphql_api.compiled.shapes import types
from tests.graphql_api.compiled.shapes.comparing import SHAPES, Quiet, root
from tests.graphql_api.compiled.shapes.leaves import SCALARS
from tests.graphql_api.compiled.shapes.worlds import Wrong
from tests.graphql_api.compiled.shapes.wrong_values import MADE

CONFIG = StrawberryConfig(scalar_map=SCALARS)


class Shouting(SchemaExtension):
    """Has a say about every field."""

    def resolve(self, _next: Any, root: Any, info: Any, *args: str, **kwargs: Any) -> Any:
        value = _next(root, info, *args, **kwargs)
        return value.upper() if isinstance(value, str) else value


class Counting(SchemaExtension):
    """Has no say about fields."""


@strawberry.directive(locations=[DirectiveLocation.FIELD])
def twice(value: DirectiveValue[str]) -> str:
    """A directive of operations."""
    return value * 2


def answer(schema: Quiet, document: str) -> tuple[Any, int]:
    """The data, and how much was built compiled."""
    built = COUNTERS.built
    result = schema.execute_sync(document, root_value=root([]), context_value=types.Context())
    assert not result.errors
    return result.data, COUNTERS.built - built


def test_an_extension_that_has_a_say_about_fields_has_it() -> None:
    schema = Quiet(
        types.Query, extensions=[Shouting], config=CONFIG, execution_context_class=CompiledExecutor
    )

    data, built = answer(schema, "{ sureThing { place parent { shout } } }")

    assert data is not None
    assert data["sureThing"]["place"].endswith("THING")
    assert built == 0


def test_an_extension_that_has_none_changes_nothing() -> None:
    schema = Quiet(
        types.Query, extensions=[Counting], config=CONFIG, execution_context_class=CompiledExecutor
    )

    assert answer(schema, "{ sureThing { text parent { shout } } }")[1] == 1


def test_a_directive_of_an_operation_is_obeyed() -> None:
    schema = Quiet(types.Query, directives=[twice], config=CONFIG, execution_context_class=CompiledExecutor)

    data, built = answer(schema, "{ sureThing { parent { shout twice: shout @twice } } }")

    assert data["sureThing"]["parent"]["twice"] == data["sureThing"]["parent"]["shout"] * 2
    assert built == 0


def test_a_schemas_own_way_to_attributes_is_taken() -> None:
    @strawberry.type
    class Person:
        name: str = "Anna"

    @strawberry.type
    class Query:
        person = strawberry.field(resolver=Person, graphql_type=Person)

    schema = Quiet(
        Query,
        config=StrawberryConfig(default_resolver=lambda source, name: getattr(source, name).upper()),
        execution_context_class=CompiledExecutor,
    )

    assert answer(schema, "{ person { name } }")[0] == {"person": {"name": "ANNA"}}


def test_errors_stay_where_they_are_where_an_operation_wants_that() -> None:
    name = GraphQLDisableErrorPropagationDirective.name
    document = parse(f"query @{name} {{ things {{ text }} sureThing {{ text parent {{ number text }} }} }}")
    wrong = [Wrong("Thing", "text", "raises", MADE["raises"])]
    built = COUNTERS.built

    def answered(executor: Executor) -> Any:
        result = execute_sync(SHAPES, document, root(wrong), types.Context(), executor_class=executor)
        return exact(result.data), exact_errors(result.errors)

    assert answered(CompiledExecutor) == answered(PlainExecutor)
    assert COUNTERS.built == built


def test_the_installed_libraries_are_those_that_it_was_proven_with(settings: Settings) -> None:
    settings.GRAPHQL_COMPILED = True

    assert chosen_executor().executor is CompiledExecutor


@pytest.mark.parametrize("library", ["graphql-core", "strawberry-graphql"])
def test_with_other_libraries_nothing_is_compiled_and_the_log_says_why(
    library: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, settings: Settings
) -> None:
    settings.GRAPHQL_COMPILED = True
    installed = {**proven.PROVEN, library: "99.0"}
    monkeypatch.setattr(proven, "version", installed.__getitem__)

    assert chosen_executor().executor is None

    (record,) = caplog.records
    assert record.levelno == logging.WARNING
    assert f"{library} 99.0" in record.getMessage()
    assert f"{library} {proven.PROVEN[library]}" in record.getMessage()


def test_the_settings_may_switch_it_off(settings: Settings, caplog: pytest.LogCaptureFixture) -> None:
    settings.GRAPHQL_COMPILED = False

    assert chosen_executor().executor is None
    assert caplog.records == []
