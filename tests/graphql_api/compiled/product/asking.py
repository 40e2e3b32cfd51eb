"""Asks the product's schema, compiled and not, the same question."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import orjson
from django.http import HttpRequest
from graphql import GraphQLError
from strawberry.schema.config import StrawberryConfig

from graphql_api.context import Context
from graphql_api.guarded_schema import GuardedSchema
from graphql_api.latest_event import LatestEventFirst
from graphql_api.limits import GraphQLLimits
from graphql_api.queries import Query
from graphql_api.responses import body_of
from graphql_api.scalars import SCALARS
from graphql_api.schema import Mutation
from graphql_api.subscriptions import Subscription
from monitoring.domain.assignment_json import JsonTemplate, assignments_json
from tests.graphql_api.compiled.answers import exact, exact_errors
from tests.graphql_api.compiled.executors import CompiledExecutor, PlainExecutor

if TYPE_CHECKING:
    import pytest
    from django.contrib.auth.models import User
    from strawberry.types import ExecutionContext

    from monitoring.domain.assignment_rows import AssignmentChoice
    from tests.graphql_api.compiled.operations import Asked, Run


class Telling(GuardedSchema):
    """Keeps what errors said before they were masked."""

    told: list[Any]

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        self.told = exact_errors(errors)
        super().process_errors(errors, execution_context)


SCHEMA = Telling(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS),
    extensions=[LatestEventFirst],
)
GRAPHQL_SCHEMA = SCHEMA._schema  # noqa: SLF001 - Strawberry keeps it there


def context(user: User, *, nodes: int, is_sent_as_json: bool = False) -> Context:
    """A request's context, always with the same id, in which an answer may hold so many items."""
    request = HttpRequest()
    request.user = user
    request.request_id = "the same for all"  # type: ignore[attr-defined]  # as the middleware sets it
    limits = GraphQLLimits(depth=99, aliases=999, root_fields=999, directives=999, tokens=99_999, nodes=nodes)
    return Context(request=request, limits=limits, is_sent_as_json=is_sent_as_json)


def answer(
    executor: type[PlainExecutor], asked: Asked, run: Run, *, user: User, nodes: int, is_sent_as_json: bool
) -> dict[str, Any]:
    """All that is in an answer, what was masked in it, and the bytes that a client gets."""
    SCHEMA.execution_context_class, SCHEMA.told = executor, []
    asking = context(user, nodes=nodes, is_sent_as_json=is_sent_as_json)
    result = SCHEMA.execute_sync(
        asked.text,
        variable_values=run.variables,
        operation_name=run.operation_name,
        context_value=asking,
    )
    return {
        "data": exact(result.data),
        "errors": exact_errors(result.errors),
        "told": SCHEMA.told,
        "bytes": orjson.dumps(body_of(result)),
        "counted": asking.nodes,
        "database failure": str(asking.database_failure),
    }


def compare(asked: Asked, **circumstances: Any) -> None:
    """Every run of a document has the same answer."""
    for run in asked.runs:
        compiled = answer(CompiledExecutor, asked, run, **circumstances)
        plain = answer(PlainExecutor, asked, run, **circumstances)
        assert compiled == plain


def count_written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How long the lists are that PostgreSQL writes from now on."""
    lengths = []

    def counting(template: JsonTemplate, choice: AssignmentChoice) -> tuple[str, int] | None:
        written = assignments_json(template, choice)
        if written is not None:
            lengths.append(written[1])
        return written

    monkeypatch.setattr("graphql_api.assignment_list.assignments_json", counting)
    return lengths
