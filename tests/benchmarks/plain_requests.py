"""Plain requests beside idle streams: two servers, one with streams and one without, measured in turns."""

from __future__ import annotations

import asyncio
import statistics
from pathlib import Path

from tests.benchmarks.keep_alive import Question, request, requests_per_second
from tests.benchmarks.many_clients import subscribers, web_socket
from tests.benchmarks.served_plant import ServedPlant, served_plant
from tests.live_clients import FOLLOW

ROUND_SECONDS = 2.0
SETTLE_SECONDS = 3.0


async def compare_plain_requests(directory: Path, *, streams: int, rounds: int) -> dict[str, list[float]]:
    """Requests per second for the script's list, round after round, without streams and beside so many idle ones."""
    with served_plant(directory / "without") as without, served_plant(directory / "beside") as beside:
        openings = [web_socket(beside.base_url, beside.cookie, FOLLOW, {}) for _ in range(streams)]
        async with subscribers(beside.base_url, openings, ignore) as opened:
            await asyncio.sleep(SETTLE_SECONDS)
            rates: dict[str, list[float]] = {"no streams": [], f"{streams} idle streams": []}
            for _ in range(rounds):
                for name, plant in zip(rates, (without, beside), strict=True):
                    rates[name].append(await requests_per_second(scripts_list(plant), seconds=ROUND_SECONDS))
            assert not any(one.lost for one in opened)
    return rates


def scripts_list(plant: ServedPlant) -> Question:
    """What the script asks every two minutes."""
    path = "/monitoring/api/manual-assignments/"
    return Question(plant.base_url, request(plant.base_url, path, headers={"Cookie": plant.cookie}))


def ignore(data: bytes, moment: float) -> None:
    """Take no notice: the streams are idle but for their heartbeats."""


def ratio_of_medians(rates: dict[str, list[float]]) -> float:
    """The last rate as a share of the first."""
    first, *_, last = (statistics.median(one) for one in rates.values())
    return last / first
