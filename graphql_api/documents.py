"""Query texts made ready to execute: limited, parsed, measured and validated, once for each text.

Limits come before validation, because validation itself can be made to work hard by what the limits refuse.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    NoFragmentCyclesRule,
    OperationDefinitionNode,
    parse,
    validate,
)
from graphql.language import Lexer, Source, TokenKind
from graphql.validation.validate import ValidationAbortedError
from strawberry.extensions import SchemaExtension
from strawberry.schema.validation_rules.maybe_null import MaybeNullValidationRule
from strawberry.schema.validation_rules.one_of import OneOfInputValidationRule

from graphql_api.answer_cost import FieldCounter
from graphql_api.context import Context
from graphql_api.document_size import FragmentCycle, largest_operation
from graphql_api.limits import GraphQLLimits, LimitExceeded, current_limits

if TYPE_CHECKING:
    from graphql import ASTValidationRule
    from strawberry.types import ExecutionContext
    from strawberry.types.execution import ParseOptions

# Screens, the script and GraphiQL use a few dozen texts; whatever comes beyond them cannot grow the server.
TEXTS_KEPT = 128
MEASURES = ("depth", "introspection_depth", "aliases", "root_fields", "directives")
# Each mistake is compared with every name of the schema for its "Did you mean": a hundred of them take a second.
MISTAKES_TOLD = 20
SEVERAL_OPERATIONS = "The document has several operations; name one in operationName."
NUL_ESCAPE = re.compile(r"(?<!\\)(?:\\\\)*\\u(?:0000|\{0+\})")


@dataclass(frozen=True, slots=True)
class PreparedDocument:
    """A query text as far as it got: `document` is None where it could not be read; `errors` is empty when valid."""

    document: DocumentNode | None
    errors: tuple[GraphQLError, ...]
    field_counter: FieldCounter | None = None

    @property
    def operation_count(self) -> int:
        """How many operations the client may choose from."""
        definitions = self.document.definitions if self.document else ()
        return sum(isinstance(definition, OperationDefinitionNode) for definition in definitions)


@lru_cache(maxsize=TEXTS_KEPT)
def prepare(
    schema: GraphQLSchema, text: str, limits: GraphQLLimits, rules: tuple[type[ASTValidationRule], ...]
) -> PreparedDocument:
    """Make a query text ready; the same text gives the same document, so that plans can be kept beside it."""
    try:
        document = parse_within(text, limits)
    except GraphQLError as error:
        # Kept in the cache: without its traceback, which would keep every frame alive.
        return PreparedDocument(document=None, errors=(error.with_traceback(None),))
    return PreparedDocument(
        document=document,
        errors=tuple(check(schema, document, limits, rules)),
        field_counter=FieldCounter(
            {one.name.value: one for one in document.definitions if isinstance(one, FragmentDefinitionNode)}
        ),
    )


def parse_within(text: str, limits: GraphQLLimits) -> DocumentNode:
    """Parse a text of allowed size; raises LimitExceeded or a GraphQLSyntaxError."""
    if (found := token_count(text)) > limits.tokens:
        raise LimitExceeded(limit="tokens", allowed=limits.tokens, found=found)
    if NUL_ESCAPE.search(text):
        raise GraphQLError("The document contains the character U+0000, which cannot be stored.")
    return parse(text)


def token_count(text: str) -> int:
    """Count tokens and comments, for both are kept in memory; raises GraphQLSyntaxError for what is no token."""
    lexer = Lexer(Source(text))
    token = lexer.token
    while lexer.advance().kind is not TokenKind.EOF:
        pass
    count = 0
    while (following := token.next) and following.kind is not TokenKind.EOF:
        token = following
        count += 1
    return count


def check(
    schema: GraphQLSchema,
    document: DocumentNode,
    limits: GraphQLLimits,
    rules: tuple[type[ASTValidationRule], ...],
) -> list[GraphQLError]:
    """What is wrong with a document: the limits that it exceeds, else what GraphQL's validation finds."""
    try:
        size = largest_operation(document)
    except FragmentCycle:
        return mistakes(schema, document, (NoFragmentCyclesRule,))
    exceeded = [
        LimitExceeded(limit=measure, allowed=getattr(limits, measure), found=getattr(size, measure))
        for measure in MEASURES
        if getattr(size, measure) > getattr(limits, measure)
    ]
    return [*exceeded] or [named(error) for error in mistakes(schema, document, rules)]


def mistakes(
    schema: GraphQLSchema, document: DocumentNode, rules: tuple[type[ASTValidationRule], ...]
) -> list[GraphQLError]:
    """What GraphQL's rules and Strawberry's own find, up to the number of mistakes that are told."""
    all_rules = (*rules, MaybeNullValidationRule, OneOfInputValidationRule)
    return validate(schema, document, all_rules, max_errors=MISTAKES_TOLD)


def named(error: GraphQLError) -> GraphQLError:
    """Say why validation gave up; the library's own sentence does not."""
    if isinstance(error, ValidationAbortedError) and error.message == "Validation aborted.":
        return GraphQLError(
            "The same fields are selected too often to be compared with each other. Select each field once.",
            extensions={"code": "LIMIT_EXCEEDED", "limit": "overlapping_fields"},
        )
    return error


def prepared(execution: ExecutionContext) -> PreparedDocument:
    """The document of a running request."""
    schema = execution.schema._schema  # noqa: SLF001 - where Strawberry's own extensions take it from
    return prepared_text(schema, execution.query or "", limits_of(execution), execution.validation_rules)


def prepared_text(
    schema: GraphQLSchema, text: str, limits: GraphQLLimits, rules: tuple[type[ASTValidationRule], ...]
) -> PreparedDocument:
    """The document of a text, from the cache whenever the text was seen before."""
    if len(text) > limits.document_characters:
        # Not through the cache, which would keep the text.
        refused = LimitExceeded(
            limit="document_characters", allowed=limits.document_characters, found=len(text)
        )
        return PreparedDocument(document=None, errors=(refused,))
    return prepare(schema, text, limits, rules)


def limits_of(execution: ExecutionContext) -> GraphQLLimits:
    """The limits of a running request; those of the settings where it has no context of this product."""
    return getattr(execution.context, "limits", None) or current_limits()


class PreparedDocuments(SchemaExtension):
    """Hands Strawberry the prepared document in place of its own parsing and validation."""

    def on_parse(self) -> Iterator[None]:
        execution = self.execution_context
        if document := prepared(execution).document:
            execution.graphql_document = document
        else:
            self.let_strawberry_refuse()
        yield

    def let_strawberry_refuse(self) -> None:
        """Make Strawberry's own parsing fail the same way: only its failures become answers on every transport."""
        limits = limits_of(self.execution_context)
        options: dict[str, Any] = {
            "max_tokens": limits.tokens,
            "max_source_length": limits.document_characters,
        }
        self.execution_context.parse_options = cast("ParseOptions", options)

    def on_validate(self) -> Iterator[None]:
        document = prepared(self.execution_context)
        errors = list(document.errors)
        # Strawberry would take the first operation; GraphQL's specification has the client choose.
        chosen = self.execution_context._provided_operation_name  # noqa: SLF001 - `operation_name` hides it
        if not errors and chosen is None and document.operation_count > 1:
            errors = [GraphQLError(SEVERAL_OPERATIONS)]
        context = self.execution_context.context
        if not errors and isinstance(context, Context):
            context.operation_name = self.execution_context.operation_name
            context.field_counter = document.field_counter
        self.execution_context.pre_execution_errors = errors
        yield
