"""How often selections ran compiled, and why they did not."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graphql import GraphQLResolveInfo


@dataclass
class Counters:
    """Since the process started: lists and objects that were built compiled, and those that were not, by reason."""

    built: int = 0
    fallbacks: Counter[str] = field(default_factory=Counter)
    _lock: Lock = field(default_factory=Lock)

    def count_built(self) -> None:
        """A list or an object was built."""
        with self._lock:
            self.built += 1

    def count_fallback(self, info: GraphQLResolveInfo[Any], reason: Exception) -> None:
        """A list or an object was left to graphql-core; the reason names its field and the kind of problem."""
        with self._lock:
            self.fallbacks[f"{info.parent_type.name}.{info.field_name}: {type(reason).__name__}"] += 1

    def snapshot(self) -> dict[str, Any]:
        """The figures of this moment."""
        with self._lock:
            return {"built": self.built, "fallbacks": dict(self.fallbacks)}


COUNTERS = Counters()
