"""A Strawberry schema behind this product's guards, on every transport that executes it."""

from __future__ import annotations

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.types import ExecutionContext

from graphql_api.context import Context
from graphql_api.documents import PreparedDocuments, prepared
from graphql_api.masking import mask_bugs, mask_database_failures
from monitoring.domain.database_failures import is_database_failure


class GuardedSchema(strawberry.Schema):
    """Takes what `strawberry.Schema` takes; adds limits, a cache of prepared documents, and masked errors."""

    def get_extensions(self, sync: bool = False) -> list[SchemaExtension]:  # noqa: FBT001, FBT002 - Strawberry's signature
        return [PreparedDocuments(), *super().get_extensions(sync)]

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Make errors fit for the client: on every transport, every error passes here on its way out.

        The errors themselves are changed, for the list is not always the one that the client gets. Strawberry's own
        method would log every error as the server's, a client's typing mistakes too.
        """
        if execution_context and execution_context.query and not execution_context.graphql_document:
            explain(errors, prepared(execution_context).errors)
        failures = [error for error in errors if is_database_failure(error.original_error)]
        if failures:
            note_database_failure(failures[0].original_error, execution_context)
            mask_database_failures(failures, execution_context)
        mask_bugs(errors, execution_context)


def note_database_failure(failure: Exception | None, execution: ExecutionContext | None) -> None:
    """Tell whoever runs the operation what failed: nothing of it is answered, it is logged, and may be run again."""
    context = execution and execution.context
    if isinstance(context, Context):
        context.database_failure = failure


def explain(errors: list[GraphQLError], reasons: tuple[GraphQLError, ...]) -> None:
    """Give Strawberry's refusal to parse the reason that was found first: a limit and how far it is exceeded."""
    for error, reason in zip(errors, reasons, strict=False):
        error.message = reason.message
        error.extensions = reason.extensions
