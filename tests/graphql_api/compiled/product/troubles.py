"""What resolvers call fails now and then: the same calls for each execution of one example."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from typing import TYPE_CHECKING, Any

from django.db import OperationalError
from graphql import GraphQLError

from graphql_api import assignment_list, queries
from graphql_api.loaders import BatchLoader, RequestLoaders
from graphql_api.types import monitor_operation
from monitoring.domain.errors import InvalidValue
from monitoring.domain.progress import Progress
from monitoring.domain.slot_views import SlotView
from tests.graphql_api.compiled.choices import Choices

if TYPE_CHECKING:
    import pytest

ERRORS: list[Callable[[str], Exception]] = [
    RuntimeError,
    OperationalError,
    lambda text: InvalidValue(text, field="last"),
    lambda text: GraphQLError(text, extensions={"code": "TOLD"}),
]
# What fails, and what tells one call from another.
PROPERTIES: list[tuple[type, str, Callable[[Any], int]]] = [
    (Progress, "ratio", lambda progress: progress.made),
    (Progress, "is_over_plan", lambda progress: progress.made),
    (Progress, "remaining", lambda progress: progress.made),
    (SlotView, "diverges", lambda slot: slot.machine.pk),
    (SlotView, "source", lambda slot: slot.machine.pk),
    (SlotView, "operation", lambda slot: slot.version),
]
CALLS: list[tuple[Any, str, Callable[..., int]]] = [
    (BatchLoader, "get", lambda _, key: key),
    (RequestLoaders, "slot", lambda _, machine, slot: machine.pk + len(slot)),
    (RequestLoaders, "reports", lambda _, pk, **__: pk),
    (assignment_list, "assignment_rows", lambda *_, **__: 0),
    (assignment_list, "assignment_details", lambda *_, **__: 0),
    (queries, "machine_boards", lambda *_, **__: 0),
    (monitor_operation, "reverse", lambda _, args: args[0]),
]
# Read one way or another, a list fails or does not.
TOGETHER = {"assignment_details": "assignment_rows"}


@dataclass
class Troubles:
    """Which calls fail, and how."""

    names: frozenset[str] = frozenset()
    rest: int = 0
    error: Callable[[str], Exception] = RuntimeError
    known: list[str] = field(default_factory=list)

    def choose(self, choices: Choices) -> None:
        """Have some calls fail in half of all examples."""
        count = choices.number(4) if choices.happens(50) else 0
        self.names = frozenset(choices.one(self.known) for _ in range(count))
        self.rest = choices.number(2)
        self.error = choices.one(ERRORS)

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Put this between callers and called."""
        for owner, name, key in PROPERTIES:
            failing = self._failing(getattr(owner, name).fget, name, key)
            monkeypatch.setattr(owner, name, property(failing))
        for owner, name, key in CALLS:
            monkeypatch.setattr(owner, name, self._failing(getattr(owner, name), name, key))

    def _failing(
        self, original: Callable[..., Any], name: str, key: Callable[..., int]
    ) -> Callable[..., Any]:
        trouble = TOGETHER.get(name, name)
        self.known.append(trouble)

        @wraps(original)
        def failing(*args: Any, **kwargs: Any) -> Any:
            if trouble in self.names and key(*args, **kwargs) % 2 == self.rest:
                raise self.error(f"{trouble} of {key(*args, **kwargs)}")
            return original(*args, **kwargs)

        return failing
