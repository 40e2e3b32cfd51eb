"""Which executor runs operations: graphql-core's own, or the one that compiles plain selections."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, NamedTuple

from django.conf import settings

if TYPE_CHECKING:
    from strawberry.extensions import SchemaExtension
    from strawberry.schema.schema import StrawberryGraphQLCoreExecutionContext


class ChosenExecutor(NamedTuple):
    """An executor, None for graphql-core's own, and the extensions that go with it."""

    executor: type[StrawberryGraphQLCoreExecutionContext] | None = None
    extensions: tuple[type[SchemaExtension], ...] = ()


def chosen_executor() -> ChosenExecutor:
    """The compiling executor where the settings want it and the libraries are those that it was proven with.

    Otherwise graphql-core's own, which gives the same answers; it is all there is without the folder `compiled`.
    """
    folder = find_spec("graphql_api.compiled")
    # Python's caches outlive a deleted folder, as a package without a file of its own.
    if not settings.GRAPHQL_COMPILED or folder is None or folder.origin is None:
        return ChosenExecutor()
    from graphql_api.compiled.executor import CompiledExecutor
    from graphql_api.compiled.proven import is_proven
    from graphql_api.compiled.report import CompiledReport

    return ChosenExecutor(CompiledExecutor, (CompiledReport,)) if is_proven() else ChosenExecutor()


def compiled_counts(chosen: ChosenExecutor) -> dict[str, Any] | None:
    """How often selections ran compiled in this process, and why they did not; None where none does."""
    if chosen.executor is None:
        return None
    from graphql_api.compiled.counters import COUNTERS

    return COUNTERS.snapshot()
