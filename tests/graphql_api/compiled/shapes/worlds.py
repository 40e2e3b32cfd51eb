"""Objects to be asked about, whose attributes are what their types promise, except where a world says otherwise."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any
from zlib import crc32

from graphql import (
    GraphQLList,
    GraphQLNonNull,
    GraphQLOutputType,
    GraphQLSchema,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
)

from tests.graphql_api.compiled.shapes.leaves import Colour, Level

MOMENT = datetime(2025, 1, 31, 14, 5, tzinfo=UTC)
RIGHT: Mapping[str, Sequence[Any]] = {
    "String": ["", "a", "ö\n'\"\\"],
    "Int": [0, 7, -2147483648, 2147483647],
    "Float": [0.5, 1.7976931348623157e308, -0.0],
    "Boolean": [True, False],
    "ID": ["1", 2, "x"],
    "DateTime": [MOMENT, MOMENT.replace(tzinfo=None)],
    "Date": [MOMENT.date(), date(1, 1, 1)],
    "Decimal": [Decimal("1.10"), Decimal("NaN")],
    "UUID": [uuid.UUID(int=5)],
    "Odd": [1, 3],
    "Colour": [Colour.RED, Colour.GREEN, Colour.BLUE],
    "Level": [Level.LOW, "high"],
}


@dataclass(frozen=True, slots=True)
class Wrong:
    """What some attribute is instead, for every object or for one of three."""

    type_name: str
    attribute: str
    name: str
    make: Callable[[World], Any]
    rest: int | None = None

    def __repr__(self) -> str:
        return f"{self.type_name}.{self.attribute} is {self.name} ({self.rest})"


@dataclass
class World:
    """Makes the objects of one execution, and says what their attributes are: the same whenever they are read."""

    schema: GraphQLSchema
    feeds: Mapping[str, type[Feed]]
    wrong: Sequence[Wrong] = ()

    def feed(self, type_name: str, key: int = 0) -> Any:
        """An object of a type."""
        return self.feeds[type_name](self, key)

    def value(self, type_name: str, attribute: str, key: int, type_: GraphQLOutputType) -> Any:
        """What an attribute is; raises where it raises."""
        for one in self.wrong:
            if (one.type_name, one.attribute) == (type_name, attribute) and one.rest in {None, key % 3}:
                return one.make(self)
        return self.right_value(type_, (key * 31 + crc32(attribute.encode())) % 1009)

    def right_value(self, type_: GraphQLOutputType, key: int) -> Any:
        """A value of a type; of one that may be null, it is null in one of five cases."""
        if isinstance(type_, GraphQLNonNull):
            return self._present(type_.of_type, key)
        return None if key % 5 == 0 else self._present(type_, key)

    def _present(self, type_: GraphQLOutputType, key: int) -> Any:
        if isinstance(type_, GraphQLList):
            return [self.right_value(type_.of_type, key * 7 + number) for number in range(key % 4)]
        named = get_named_type(type_)
        if is_leaf_type(named):
            values = RIGHT[named.name]
            return values[key % len(values)]
        if is_abstract_type(named):
            possible = self.schema.get_possible_types(named)
            return self.feed(possible[key % len(possible)].name, key)
        return self.feed(named.name, key)


class Feed:
    """An object behind a type of the schema."""

    type_name: str
    types: Mapping[str, GraphQLOutputType]

    def __init__(self, world: World, key: int) -> None:
        self.world = world
        self.key = key

    def __str__(self) -> str:
        return f"{self.type_name} {self.key}"

    __repr__ = __str__

    def told(self, attribute: str) -> Any:
        """What the world says that an attribute is."""
        return self.world.value(self.type_name, attribute, self.key, self.types[attribute])


def attribute(name: str) -> Any:
    """An attribute that is what the world says."""

    def read(self: Feed) -> Any:
        return self.told(name)

    return property(read)


def feed_class(
    type_name: str, types: Mapping[str, GraphQLOutputType], resolved: set[str], base: type
) -> type[Feed]:
    """A class for the objects of a type; those in `resolved` are no attributes, for resolvers ask for them."""
    bases = (Feed,) if base is object else (Feed, base)
    attributes = {name: attribute(name) for name in types if name not in resolved}
    namespace = {"type_name": type_name, "types": types, **attributes}
    return type(f"{type_name}Feed", bases, namespace)
