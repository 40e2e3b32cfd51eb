"""Plain requests beside idle streams: two servers, one with streams and one without, measured in turns."""

from __future__ import annotations

import asyncio
import statistics
import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.benchmarks.many_clients import subscribers, web_socket
from tests.benchmarks.served_plant import ServedPlant, served_plant
from tests.live_clients import FOLLOW

CLIENTS = 4
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
                    rates[name].append(await requests_per_second(plant))
            assert not any(one.lost for one in opened)
    return rates


async def requests_per_second(plant: ServedPlant) -> float:
    """How many times in a second some clients get the script's list, one request after another each."""
    deadline = time.monotonic() + ROUND_SECONDS
    answered = await asyncio.gather(*(ask_until(deadline, plant) for _ in range(CLIENTS)))
    return sum(answered) / ROUND_SECONDS


async def ask_until(deadline: float, plant: ServedPlant) -> int:
    """Ask again and again on one connection; returns how many answers came."""
    address = urlsplit(plant.base_url)
    reader, writer = await asyncio.open_connection(address.hostname, address.port)
    request = (
        f"GET /monitoring/api/manual-assignments/ HTTP/1.1\r\nHost: {address.netloc}\r\n"
        f"Cookie: {plant.cookie}\r\n\r\n"
    ).encode()
    answered = 0
    while time.monotonic() < deadline:
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        length = next(line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:"))
        await reader.readexactly(int(length.partition(b":")[2]))
        answered += 1
    writer.close()
    return answered


def ignore(data: bytes, moment: float) -> None:
    """Take no notice: the streams are idle but for their heartbeats."""


def ratio_of_medians(rates: dict[str, list[float]]) -> float:
    """The last rate as a share of the first."""
    first, *_, last = (statistics.median(one) for one in rates.values())
    return last / first
