"""Choices among a few things, by a seed."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import TypeVar

from hypothesis import strategies as st

Option = TypeVar("Option")


class Choices:
    """The same seed makes the same choices; `size` is how many bits it has."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)  # noqa: S311 - no secret
        self.size = seed.bit_length()

    def __repr__(self) -> str:
        return f"Choices(of {self.size} bits)"

    def number(self, count: int) -> int:
        """Any number from 0 to below `count`."""
        return self._random.randrange(count)

    def one(self, options: Sequence[Option]) -> Option:
        """Any of these."""
        return options[self.number(len(options))]

    def happens(self, percent: int) -> bool:
        """Whether something happens that does in so many of a hundred cases."""
        return self.number(100) < percent


# One number each: of several draws, hypothesis would make many variants of few examples. What shrinks is the size.
CHOICES = st.integers(0, 2**24 - 1).map(Choices)
