"""Which fields are plain: read from an attribute, or by a function of the object alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from graphql import GraphQLField
from strawberry.schema.schema_converter import GraphQLCoreConverter
from strawberry.types.field import StrawberryField
from strawberry.types.fields.resolver import StrawberryResolver

from graphql_api.marks import NEEDS_ONLY_CONTEXT


@dataclass(frozen=True, slots=True)
class Attribute:
    """The field is an attribute of the object."""

    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """The field is what a function makes of the object, and of an `info` that knows the context."""

    function: Callable[..., Any]
    field: StrawberryField
    takes_info: bool


def plain_read(field_def: GraphQLField) -> Attribute | Call | None:
    """How a field is read; None where only graphql-core knows how: it has arguments, extensions, or waits."""
    field = field_def.extensions.get(GraphQLCoreConverter.DEFINITION_BACKREF)
    if not isinstance(field, StrawberryField) or field_def.args or field.extensions or field.is_async:
        return None
    if field.base_resolver is not None:
        return _call(field, field.base_resolver)
    # A field class of its own says itself which attribute it reads, if it reads one.
    own = getattr(field, "plain_attribute", None)
    if own is not None:
        return Attribute(own)
    if type(field).get_result is StrawberryField.get_result and field.default_resolver is getattr:
        return Attribute(field.python_name)
    return None


def _call(field: StrawberryField, resolver: StrawberryResolver[Any]) -> Call | None:
    has_own_way = type(field).get_result is not StrawberryField.get_result
    if has_own_way and getattr(field, "plain_attribute", None) is None:
        return None
    names = list(resolver.signature.parameters)
    parent, info = resolver.parent_parameter, resolver.info_parameter
    if parent is None or names[0] != parent.name:
        return None
    function = cast("Callable[..., Any]", resolver.wrapped_func)
    if len(names) == 1:
        return Call(function, field, takes_info=False)
    if info is not None and names[1:] == [info.name] == ["info"] and field.metadata.get(NEEDS_ONLY_CONTEXT):
        return Call(function, field, takes_info=True)
    return None
