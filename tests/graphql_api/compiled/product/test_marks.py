"""Fields that are marked as needing only the context need nothing else, and may be asked twice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from graphql import GraphQLObjectType
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField

from graphql_api.context import Context
from graphql_api.marks import NEEDS_ONLY_CONTEXT
from monitoring.models import Machine, Monitor_operation, PlanningEvent
from tests.factories import planner_user
from tests.graphql_api.compiled.product.asking import GRAPHQL_SCHEMA, context
from tests.graphql_api.compiled.product.odd_plant import build_odd_plant

SOURCES: dict[str, Any] = {
    "Machine": Machine,
    "MonitorOperation": Monitor_operation,
    "PlanningEvent": PlanningEvent,
}


@dataclass(frozen=True, slots=True)
class OnlyContext:
    """An `info` that knows nothing else."""

    context: Context


def marked_fields() -> dict[str, StrawberryField]:
    """Every marked field of the schema, by its type and its name."""
    return {
        f"{type_.name}.{name}": field
        for type_ in GRAPHQL_SCHEMA.type_map.values()
        if isinstance(type_, GraphQLObjectType)
        for name, one in type_.fields.items()
        if (field := one.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)) is not None
        and field.metadata.get(NEEDS_ONLY_CONTEXT)
    }


def test_the_marked_fields_are_these() -> None:
    """Each new one was looked at: it reads through loaders, counts nothing, and writes nothing."""
    assert marked_fields().keys() == {
        "Machine.current",
        "Machine.next",
        "MonitorOperation.estimatedFinish",
        "MonitorOperation.drawingUrl",
        "PlanningEvent.machine",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(marked_fields()))
def test_a_marked_field_needs_only_the_context_and_answers_the_same_again(name: str) -> None:
    build_odd_plant()
    sources = list(SOURCES[name.partition(".")[0]].objects.all())
    asking = context(planner_user(), nodes=1)
    resolve: Callable[..., Any] = marked_fields()[name].base_resolver  # type: ignore[assignment]

    def answers(info: Any) -> list[Any]:
        return [resolve(source, info=info) for source in sources]

    assert any(answers(OnlyContext(asking)))
    assert answers(OnlyContext(asking)) == answers(OnlyContext(context(planner_user("other"), nodes=1)))
    assert asking.nodes == 0
