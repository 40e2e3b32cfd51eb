"""The ratios that count: within one run, of the medians of two contenders."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from tests.benchmarks.peers.batches import BATCH, SINGLES
from tests.benchmarks.peers.rounds import Rates

PAIRS = (
    ("graphql", "strawberry", (20, 1_000, 10_000)),
    ("graphql", "strawberry_by_hand", (20, 1_000, 10_000)),
    ("graphql", "graphene", (1_000, 10_000)),
    ("graphql", "json_agg", (1_000, 10_000)),
    ("graphql", "constant", (20,)),
    ("shim", "suggested_view", (1_000,)),
    ("shim", "constant", (20,)),
    ("not_modified", "constant", (20, 1_000, 10_000)),
)
BATCHES = "batch_500_vs_single_mutations"


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as fast one is as another: by the medians, and least and most within one round."""

    of_medians: float
    lowest: float
    highest: float

    @classmethod
    def of(cls, ones: Sequence[float], others: Sequence[float]) -> Ratio:
        """The ratio of two contenders that were measured in the same rounds."""
        by_round = [one / other for one, other in zip(ones, others, strict=True)]
        return cls(statistics.median(ones) / statistics.median(others), min(by_round), max(by_round))


def ratios(rates: Rates, sizes: Sequence[int]) -> dict[str, Ratio]:
    """Each by its name, as far as its number of assignments was measured."""
    found = {
        f"{one}_{size}_vs_{other}": Ratio.of(rates.requests[one, size], rates.requests[other, size])
        for one, other, of_sizes in PAIRS
        for size in of_sizes
        if size in sizes
    }
    return found | {BATCHES: Ratio.of(rates.lines[BATCH], rates.lines[SINGLES])}
