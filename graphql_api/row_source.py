"""Lists whose items are rows of a database until somebody needs more of them than some columns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

# The attributes on the way from an item to a value, such as ("operation", "name").
Way = tuple[str, ...]
# The class of the values at the end of some ways, unless they are None. An int has 32 bits.
Classes = frozenset[tuple[Way, type]]
NOTHING_WRITTEN: Classes = frozenset()


class JsonValue(NamedTuple):
    """The place of a value in an item's JSON; `names` has the JSON for each value of an enum."""

    way: Way
    is_nullable: bool
    names: tuple[tuple[str, str], ...] = ()


# The JSON of one item: text as it is, with places for values.
JsonTemplate = tuple[str | JsonValue, ...]


class RowSource(ABC, Iterable[Any]):
    """What a resolver returns for a list that need not be a list of objects.

    Iterated, it is its items. A compiled selection reads rows instead, where it asks for nothing but `ways`; their
    values are then those of the items' attributes, and no object on the way is ever None. Where a value is not what its
    type promises, the items are asked for after the rows. Where it asks for nothing but `written`, the source itself
    may make the JSON.
    """

    @property
    @abstractmethod
    def ways(self) -> Collection[Way]:
        """What a row may hold."""

    @property
    def written(self) -> Classes:
        """What it may write as JSON itself: nobody looks at those values again."""
        return NOTHING_WRITTEN

    @abstractmethod
    def rows(self, ways: tuple[Way, ...]) -> Sequence[tuple[Any, ...]]:
        """One tuple for each item, with the value at the end of each way."""

    def json(self, template: JsonTemplate) -> str | None:  # noqa: ARG002 - for those that write
        """The list of all items as JSON; the template's ways are among `written`.

        None where somebody reads the answer before it is sent, where rows are the faster way, or where a value has no
        place in the template: null where none may be, or what an enum has no name for.
        """
        return None

    @abstractmethod
    def __iter__(self) -> Iterator[Any]:
        """The items."""
