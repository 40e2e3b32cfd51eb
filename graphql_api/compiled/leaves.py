"""Scalars and enums: an expression for the values that travel as they are, and GraphQL's own rules for all others."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from types import FunctionType, GeneratorType, NoneType
from typing import Any

from graphql import (
    GraphQLBoolean,
    GraphQLEnumType,
    GraphQLFloat,
    GraphQLID,
    GraphQLInt,
    GraphQLLeafType,
    GraphQLString,
    Undefined,
)
from graphql.pyutils import UndefinedType

LARGEST_FLOAT = "1.7976931348623157e308"


class NotPlain(Exception):
    """A value that is not what its type promises: graphql-core finds the words for it."""


class PlainTypes(dict[type, bool]):
    """Which classes have values that graphql-core takes for what they are, as far as classes were met.

    It returns null for some values, raises others, and awaits whatever looks as if it could be awaited, as everything
    does that makes its attributes when it is asked for them.
    """

    def __missing__(self, cls: type) -> bool:
        is_special = issubclass(cls, (NoneType, UndefinedType, Exception, GeneratorType, type))
        # Not by hasattr, which would find what a class has of its own class, as every enum does.
        names = {name for one in cls.__mro__ for name in vars(one)}
        makes_attributes = "__getattr__" in names or isinstance(cls.__getattribute__, FunctionType)
        self[cls] = not (is_special or makes_attributes or "__await__" in names)
        return self[cls]


PLAIN = PlainTypes()

# Of which class a built-in scalar's values are that travel as they are, and how to see that one is.
AS_IT_IS: dict[GraphQLLeafType, tuple[type, str]] = {
    GraphQLString: (str, "type({v}) is str"),
    GraphQLID: (str, "type({v}) is str"),
    GraphQLBoolean: (bool, "{v} is True or {v} is False"),
    GraphQLInt: (int, "type({v}) is int and -2147483648 <= {v} <= 2147483647"),
    GraphQLFloat: (float, f"type({{v}}) is float and -{LARGEST_FLOAT} <= {{v}} <= {LARGEST_FLOAT}"),
}
NOT_AS_IT_IS = (None, "")


def as_it_is(leaf: GraphQLLeafType) -> tuple[type | None, str]:
    """A scalar's line of AS_IT_IS; a class of None for types that have none."""
    return next((line for one, line in AS_IT_IS.items() if one is leaf), NOT_AS_IT_IS)


def coercion(leaf: GraphQLLeafType, *, is_nullable: bool) -> Callable[[Any], Any]:
    """GraphQL's way from a resolver's value to the answer; it raises where graphql-core would find more to do."""
    coerce = leaf.coerce_output_value

    def coerced(value: Any) -> Any:
        if value is None or value is Undefined:
            if is_nullable:
                return None
            raise NotPlain("null")
        if not PLAIN[type(value)]:
            raise NotPlain("a value of another kind")
        result = coerce(value)
        if not PLAIN[type(result)]:
            raise NotPlain("nothing came of a value")
        return result

    return coerced


class EnumNames(dict[Any, str]):
    """The names of an enum's values, of one Python type, as far as they were met."""

    def __init__(self, coerced: Callable[[Any], Any]) -> None:
        self._coerced = coerced

    def __missing__(self, value: Any) -> str:
        name: str = self._coerced(value)
        self[value] = name
        return name


def enum_class(leaf: GraphQLLeafType) -> type[Enum] | None:
    """The Python enum behind an enum type; None for other types."""
    wrapped = getattr(leaf, "wrapped_cls", None)
    is_enum = isinstance(leaf, GraphQLEnumType) and isinstance(wrapped, type) and issubclass(wrapped, Enum)
    return wrapped if is_enum else None
