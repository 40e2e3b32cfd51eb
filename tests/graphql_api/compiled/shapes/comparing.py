"""Executes the same operations with graphql-core's own executor and with the compiling one."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

import strawberry
from graphql import DocumentNode, GraphQLError, GraphQLObjectType, GraphQLSchema, parse, validate
from strawberry.extensions import SchemaExtension
from strawberry.schema.config import StrawberryConfig
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.utils.str_converters import to_camel_case

from tests.graphql_api.compiled.answers import exact, exact_errors
from tests.graphql_api.compiled.shapes import types
from tests.graphql_api.compiled.shapes.leaves import SCALARS
from tests.graphql_api.compiled.shapes.worlds import Feed, World, Wrong, feed_class
from tests.graphql_api.compiled.shapes.wrong_values import learn_attributes


@lru_cache(maxsize=64)
def valid_document(schema: GraphQLSchema, text: str) -> DocumentNode:
    """Parse a text, once: plans are kept beside the document."""
    document = parse(text)
    assert validate(schema, document) == [], text
    return document


class KeptDocuments(SchemaExtension):
    """Takes the place of Strawberry's parsing and validation."""

    def on_parse(self) -> Iterator[None]:
        schema = self.execution_context.schema._schema  # noqa: SLF001 - Strawberry keeps it there
        self.execution_context.graphql_document = valid_document(schema, self.execution_context.query or "")
        yield

    def on_validate(self) -> Iterator[None]:
        self.execution_context.pre_execution_errors = []
        yield


class Quiet(strawberry.Schema):
    """Logs nothing."""

    def process_errors(
        self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None
    ) -> None:
        """Leave errors as they are."""


SCHEMA = Quiet(
    query=types.Query,
    mutation=types.Mutation,
    extensions=[KeptDocuments],
    config=StrawberryConfig(scalar_map=SCALARS),
)
SHAPES: GraphQLSchema = SCHEMA._schema  # noqa: SLF001 - Strawberry keeps it there


def feed_classes(schema: GraphQLSchema) -> Mapping[str, type[Feed]]:
    """A class for the objects of each type."""
    return dict(feeds_of(schema))


def feeds_of(schema: GraphQLSchema) -> Iterator[tuple[str, type[Feed]]]:
    """Name and class of each type's objects."""
    for type_ in schema.type_map.values():
        definition = type_.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
        if isinstance(type_, GraphQLObjectType) and definition is not None:
            fields = [
                (one.extensions[GraphQLCoreConverter.DEFINITION_BACKREF], one.type)
                for one in type_.fields.values()
            ]
            types = {field.python_name: field_type for field, field_type in fields}
            resolved = {field.python_name for field, _ in fields if field.base_resolver is not None}
            base = definition.origin if definition.interfaces else object
            yield type_.name, feed_class(type_.name, types, resolved, base)


FEEDS = feed_classes(SHAPES)
ATTRIBUTES = [(name, attribute) for name, feed in FEEDS.items() for attribute in feed.types]
learn_attributes(
    FEEDS["Thing"].types, {name for name in FEEDS["Thing"].types if not hasattr(FEEDS["Thing"], name)}
)


def root(wrong: Sequence[Wrong], key: int = 0) -> Feed:
    """A new world's root; what all is in the world follows from its key."""
    feed: Feed = World(SHAPES, FEEDS, wrong).feed("Query", key)
    return feed


def outcome(result: ExecutionResult) -> dict[str, Any]:
    """All that is in an answer."""
    return {"data": exact(result.data), "errors": exact_errors(result.errors)}


def attributes_in(text: str) -> list[tuple[str, str]]:
    """The attributes that a document mentions, of every type that has them."""
    words = set(re.findall(r"\w+", text))
    named = [(type_name, one) for type_name, one in ATTRIBUTES if to_camel_case(one) in words]
    return named or ATTRIBUTES
