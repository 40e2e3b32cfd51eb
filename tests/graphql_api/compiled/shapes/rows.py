"""A list that can be read as rows."""

from __future__ import annotations

from collections.abc import Iterator
from functools import reduce
from types import NoneType
from typing import Any

from graphql_api.row_source import Promise, RowSource, Way

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
# An int may have more than the 32 bits of a promise.
SAID: tuple[Way, ...] = (("text",), ("colour",), ("shade",), ("owner", "boss", "badge"))
CLASSES = {str, bool}


class EntryRows(RowSource):
    """Rows of the attributes that can be read; those that raise are left to objects."""

    def __init__(self, items: list[Any]) -> None:
        self._items = items

    @property
    def ways(self) -> list[Way]:
        return [way for way in WAYS if all(is_readable(item, way) for item in self._items)]

    @property
    def promised(self) -> Promise:
        """What holds of these items; of some ways nothing is said, although it does."""
        classes = {
            way: {type(reduce(getattr, way, item)) for item in self._items}
            for way in SAID
            if way in self.ways
        }
        return frozenset(
            (way, one)
            for way, found in classes.items()
            for one in found
            if found <= {one, NoneType} and one in CLASSES
        )

    def rows(self, ways: tuple[Way, ...]) -> list[tuple[Any, ...]]:
        return [tuple(reduce(getattr, way, item) for way in ways) for item in self._items]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._items)


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
