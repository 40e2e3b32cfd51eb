"""Rounds in which each contender is measured once for each size, so that a machine's moods meet all of them alike."""

from __future__ import annotations

import asyncio
import statistics
import sys
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from tests.benchmarks.keep_alive import Question, requests_per_second
from tests.benchmarks.peers.agreement import PATIENCE_SECONDS, agreed_questions, failure_of
from tests.benchmarks.peers.batches import BATCH, SINGLES, QuantityReports
from tests.benchmarks.peers.plants import Plant


@dataclass
class Rates:
    """Requests per second by contender and number of assignments, round by round; lines per second of the batches."""

    requests: dict[tuple[str, int], list[float]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))

    def median(self, key: str, size: int) -> float:
        """The middle of a contender's rounds."""
        return statistics.median(self.requests[key, size])


async def measured(
    plants: Sequence[Plant], reports: QuantityReports, *, rounds: int, seconds: float
) -> Rates:
    """Measure all contenders on all plants; raises Disagreement before that."""
    questions: dict[tuple[str, int], Question] = {}
    for plant in plants:
        say(f"{plant.size:,} assignments: comparing the answers")
        agreed = await agreed_questions(plant)
        questions |= {(key, plant.size): question for key, question in agreed.items()}
    rates = Rates()
    for number in range(rounds):
        say(f"round {number + 1} of {rounds}")
        # To and fro, so that nobody always comes after the same one.
        for place in list(questions)[:: -1 if number % 2 else 1]:
            with failure_of(place):
                async with asyncio.timeout(PATIENCE_SECONDS + seconds):
                    rates.requests[place].append(await requests_per_second(questions[place], seconds=seconds))
        with failure_of("The reports of quantities"):
            rates.lines[BATCH].append(await reports.in_batches())
            rates.lines[SINGLES].append(await reports.one_by_one())
    return rates


def say(what: str) -> None:
    """Tell who waits."""
    print(what, file=sys.stderr, flush=True)
