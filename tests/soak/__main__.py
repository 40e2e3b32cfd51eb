"""A plant at a hundred times its pace, for minutes: `make soak ARGS="--minutes 10"`.

A real server process on a real PostgreSQL; the Monitor script's own clients, which read the list every 1.2 seconds and
report what is on it; 200 screens that follow live; planners who change their minds all the time. In the end nothing was
answered by 5xx, the database holds exactly what was acknowledged, every screen heard every event once and in order, and
the server needs no more memory than after it was warm.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from monitoring.choices import OperationType
from tests.databases import empty_database
from tests.end_to_end.shop import Shop, open_shop
from tests.live_clients import cookies_of
from tests.plugins.postgresql import database_url
from tests.soak.model import STATE, PlantModel, Slot
from tests.soak.people import Busy, ImpatientScript, UndecidedPlanner
from tests.soak.screens import Screens

PLANNERS = 3
MACHINES_EACH = 4
OPERATIONS_EACH = 6
LONGEST_WARM_UP_SECONDS = 120
MOST_GROWTH = 0.15
PATIENCE_SECONDS = 60.0
LOOKS_PER_MINUTE = 12
SETTINGS = {"DEBUG": "False", "LOG_LEVEL": "WARNING", "LIVE_UPDATES": "streams_per_user=1000"}
SEED = f"""
from monitoring.models import Machine, Monitor_operation
machines = [Machine.objects.create(name=f"Machine {{number}}") for number in range({PLANNERS * MACHINES_EACH})]
pool = [
    Monitor_operation.objects.create(
        monitor_operation_id=str(1372462048115913939 + number), name="Shaft", quantity=100_000, is_in_pool=True
    )
    for number in range({PLANNERS * OPERATIONS_EACH})
]
answer = [[one.pk for one in machines], [[one.pk, one.monitor_operation_id] for one in pool]]
"""


@dataclass
class Soak:
    """One run: who takes part, what must be in the database, and what memory the server had when."""

    shop: Shop
    model: PlantModel
    script: ImpatientScript
    planners: list[UndecidedPlanner]
    screens: Screens
    memory: list[tuple[float, float]] = field(default_factory=list)

    @property
    def people(self) -> Sequence[Busy]:
        return [self.script, *self.planners]

    def statuses(self) -> Counter[int]:
        """All answers by their status."""
        return sum((one.statuses for one in self.people), Counter())

    def look(self, started: float) -> float:
        """Note what memory the server holds now, in megabytes."""
        status = Path(f"/proc/{self.shop.process.pid}/status").read_text()
        resident = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        megabytes = int(resident.split()[1]) / 1024
        self.memory.append((time.monotonic() - started, megabytes))
        return megabytes

    def growth(self, *, seconds: float) -> float:
        """By which share the server's memory grew, from when it was warm until the end."""
        warm_up = min(LONGEST_WARM_UP_SECONDS, seconds / 2)
        warm = next(held for at, held in self.memory if at >= warm_up)
        return self.memory[-1][1] / warm - 1


def main() -> int:
    """Run, print a table, and tell whether all held: 0, or 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--screens", type=int, default=200)
    options = parser.parse_args()
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with database_url() as url, tempfile.TemporaryDirectory(prefix="soak-") as directory:
        os.environ["DATABASE_URL"] = url
        with empty_database(Path(directory)) as database, open_shop(database, **SETTINGS) as shop:
            soak = prepared(shop, screens=options.screens)
            failures = asyncio.run(soaked(soak, seconds=60 * options.minutes))
    for failure in failures:
        print(f"FAILED: {failure}")
    return 1 if failures else 0


def prepared(shop: Shop, *, screens: int) -> Soak:
    """Machines and operations, of which each planner has some of his own."""
    machine_pks, pool = shop.in_database(SEED)
    keys = [(pk, slot) for pk in machine_pks for slot in OperationType]
    model = PlantModel(slots={key: Slot() for key in keys}, made={monitor_id: 0 for _, monitor_id in pool})
    planners = [
        UndecidedPlanner(
            shop.person("planner"),
            model,
            machine_pks=machine_pks[number * MACHINES_EACH :][:MACHINES_EACH],
            operation_pks=[pk for pk, _ in pool[number * OPERATIONS_EACH :][:OPERATIONS_EACH]],
            seed=number,
        )
        for number in range(PLANNERS)
    ]
    return Soak(shop, model, ImpatientScript(shop.base_url, model), planners, Screens(screens))


async def soaked(soak: Soak, *, seconds: float) -> list[str]:
    """Let it run for so long; returns what did not hold."""
    viewer = await asyncio.to_thread(soak.shop.person, "admin")
    async with soak.screens.following(soak.shop.base_url, cookies_of(viewer)["Cookie"]):
        for one in soak.people:
            one.start()
        await watched(soak, seconds=seconds)
        for one in soak.people:
            await asyncio.to_thread(one.end)
        state = await asyncio.to_thread(soak.shop.in_database, STATE)
        with suppress(TimeoutError):  # what was not heard by then is told as a difference
            await soak.screens.wait_until_all_heard(len(state["ids"]), patience=PATIENCE_SECONDS)
    return verdict(soak, state, seconds=seconds)


async def watched(soak: Soak, *, seconds: float) -> None:
    """Print a line for each minute, and look at the server's memory more often than that."""
    started = time.monotonic()
    print(
        f"{'minute':>6} {'lists':>7} {'reports':>8} {'decisions':>10} {'events':>8} {'5xx':>4} {'server MB':>10}"
    )
    looks = max(1, round(seconds * LOOKS_PER_MINUTE / 60))
    for look in range(1, looks + 1):
        await asyncio.sleep(max(0.0, started + look * seconds / looks - time.monotonic()))
        megabytes = soak.look(started)
        if look % LOOKS_PER_MINUTE == 0 or look == looks:
            decisions = sum(one.done for one in soak.planners)
            bad = sum(count for status, count in soak.statuses().items() if status >= 500)
            minute = (time.monotonic() - started) / 60
            print(
                f"{minute:6.1f} {soak.script.done:7} {soak.script.reports:8} {decisions:10} "
                f"{len(soak.screens.order.ids):8} {bad:4} {megabytes:10.1f}",
                flush=True,
            )


def verdict(soak: Soak, state: dict[str, list[int]], *, seconds: float) -> list[str]:
    """Print what was looked at, and return what did not hold."""
    statuses, growth = soak.statuses(), soak.growth(seconds=seconds)
    bad = [f"{count} answers had status {status}" for status, count in statuses.items() if status >= 500]
    checks = {
        "no answer is 5xx": bad,
        "everybody could go on": [failure for one in soak.people for failure in one.failures],
        "the database holds what was acknowledged": soak.model.differences(state),
        f"{len(soak.screens.all)} screens heard each event once, in order": soak.screens.differences(
            state["ids"]
        ),
        f"the server's memory grew by {growth:+.1%}, at most {MOST_GROWTH:.0%}": ["it grew too much"]
        if growth > MOST_GROWTH
        else [],
        "there was something to do": [] if soak.script.reports and state["ids"] else ["nothing happened"],
    }
    print(f"statuses: {dict(sorted(statuses.items()))}")
    for check, failed in checks.items():
        print(f"{'FAILED' if failed else 'holds':>7}  {check}")
    return [f"{check}: {failure}" for check, failed in checks.items() for failure in failed[:20]]


if __name__ == "__main__":
    sys.exit(main())
