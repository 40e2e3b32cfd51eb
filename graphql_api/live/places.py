"""How many streams are open, in all and for each user."""

from __future__ import annotations

from collections import Counter
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator


class NoPlaceLeft(Exception):
    """One more stream would be more than `allowed` by `limit`."""

    def __init__(self, *, limit: str, allowed: int) -> None:
        whose = "your login has" if limit == "streams_per_user" else "this server process has"
        super().__init__(
            f"Too many streams: {whose} {allowed} open, which is the most ({limit}). Close one first."
        )
        self.limit = limit
        self.allowed = allowed


class Places:
    """Counts what is open; used by the event loop alone, so that no lock is needed."""

    def __init__(self, *, per_user: int, per_process: int) -> None:
        self.per_user = per_user
        self.per_process = per_process
        self.taken: Counter[Hashable] = Counter()

    @property
    def open(self) -> int:
        """How many places are taken."""
        return self.taken.total()

    @contextmanager
    def place(self, user: Hashable) -> Iterator[None]:
        """Hold one place; raises NoPlaceLeft."""
        if self.open >= self.per_process:
            raise NoPlaceLeft(limit="streams_per_process", allowed=self.per_process)
        if self.taken[user] >= self.per_user:
            raise NoPlaceLeft(limit="streams_per_user", allowed=self.per_user)
        self.taken[user] += 1
        try:
            yield
        finally:
            self.taken[user] -= 1
            if not self.taken[user]:
                del self.taken[user]
