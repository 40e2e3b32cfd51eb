"""A list that can be read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from types import NoneType
from typing import Any

import orjson

from graphql_api.row_source import Classes, JsonTemplate, JsonValue, RowSource, Way

WAYS: tuple[Way, ...] = (
    ("number",),
    ("text",),
    ("moment",),
    ("colour",),
    ("shade",),
    ("owner", "text"),
    ("owner", "odd"),
    ("owner", "boss", "badge"),
)
WRITTEN_CLASSES = {str, bool, int}
INT_LIMIT = 2**31
NO_PLACE = "\0"


class Written:
    """How many lists were written as JSON."""

    count = 0


class EntryRows(RowSource):
    """Rows of the attributes that can be read; those that raise are left to objects."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    @property
    def ways(self) -> list[Way]:
        return [way for way in WAYS if all(is_readable(item, way) for item in self._items)]

    @property
    def written(self) -> Classes:
        """The ways whose values have one class."""
        values = {way: [reduce(getattr, way, item) for item in self._items] for way in self.ways}
        classes = {way: {*map(type, found)} - {NoneType} for way, found in values.items()}
        alone = [(way, found.pop()) for way, found in classes.items() if len(found) == 1]
        return frozenset((way, one) for way, one in alone if one in WRITTEN_CLASSES)

    def json(self, template: JsonTemplate) -> str | None:
        """Every list with an even number of items."""
        if len(self._items) % 2:
            return None
        written = [
            "".join(part if isinstance(part, str) else json_at(item, part) for part in template)
            for item in self._items
        ]
        if NO_PLACE in "".join(written):
            return None
        Written.count += 1
        return f"[{','.join(written)}]"

    def rows(self, ways: tuple[Way, ...]) -> list[tuple[Any, ...]]:
        return [tuple(reduce(getattr, way, item) for way in ways) for item in self._items]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)


def json_at(item: Any, place: JsonValue) -> str:
    """The JSON of a value; NO_PLACE for one that has none."""
    value = reduce(getattr, place.way, item)
    if value is None:
        return "null" if place.is_nullable else NO_PLACE
    if place.names:
        return dict(place.names).get(value, NO_PLACE)
    is_too_large = type(value) is int and not -INT_LIMIT <= value < INT_LIMIT
    return NO_PLACE if is_too_large else orjson.dumps(value).decode()


def is_readable(item: Any, way: Way) -> bool:
    """Whether there is a value at the end of a way."""
    try:
        reduce(getattr, way, item)
    except Exception:  # noqa: BLE001 - whatever a world has there
        return False
    return True


def are_objects(items: Any) -> bool:
    """Whether this is a list of objects that have objects wherever a way leads through one."""
    try:
        owners = [item.owner for item in items]
        objects = [*items, *owners, *(owner.boss for owner in owners)]
    except Exception:  # noqa: BLE001 - likewise
        return False
    return type(items) is list and all(type(one).__name__ in OBJECTS for one in objects)


OBJECTS = {"EntryFeed", "OwnerFeed", "BossFeed"}


def entry_rows(items: Any) -> Any:
    """The items as rows, where they are what a row can be of."""
    return EntryRows(items) if are_objects(items) else items
