"""Lists whose items are rows of a database until somebody needs more of them than some columns."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

# The attributes on the way from an item to a value, such as ("operation", "name").
Way = tuple[str, ...]
# The class of the values at the end of some ways, unless they are None. An int has 32 bits.
Promise = frozenset[tuple[Way, type]]
NOTHING_PROMISED: Promise = frozenset()


class RowSource(ABC, Iterable[Any]):
    """What a resolver returns for a list that need not be a list of objects.

    Iterated, it is its items. A compiled selection reads rows instead, where it asks for nothing but `ways`; their
    values are then those of the items' attributes, and no object on the way is ever None. Where a value is not what its
    type promises, the items are asked for after the rows.
    """

    @property
    @abstractmethod
    def ways(self) -> Collection[Way]:
        """What a row may hold."""

    @property
    def promised(self) -> Promise:
        """What rows are known to hold: nobody looks again."""
        return NOTHING_PROMISED

    @abstractmethod
    def rows(self, ways: tuple[Way, ...]) -> Sequence[tuple[Any, ...]]:
        """One tuple for each item, with the value at the end of each way."""

    @abstractmethod
    def __iter__(self) -> Iterator[Any]:
        """The items."""
