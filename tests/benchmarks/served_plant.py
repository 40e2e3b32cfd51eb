"""A server process with a plant behind it, and what the kernel says of the process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import empty_database
from tests.end_to_end.shop import Person, open_shop
from tests.live_clients import cookies_of

MACHINES = 20
OPERATION = "1372462048115913939"
MORE_MACHINES = f"""
from monitoring.models import Machine
Machine.objects.bulk_create(Machine(name=f"Machine {{number}}") for number in range({MACHINES}))
answer = None
"""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass
class ServedPlant:
    """A running server: who posts changes, whose session the screens share, and the process."""

    base_url: str
    database_url: str
    script: Person
    cookie: str
    process: Path
    made: int = 0

    def report_one_more(self) -> None:
        """Post a total of the first machine's operation, as the script does."""
        self.made += 1
        report = {"machine_pk": 1, "monitor_operation_id": OPERATION, "currently_made_quantity": self.made}
        answer = self.script.post("/monitoring/update-current-monitor-operation/", report)
        assert answer.json().get("changed"), answer.text

    def resident_kilobytes(self) -> int:
        """Memory that the process holds now."""
        status = (self.process / "status").read_text()
        return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])

    def processor_seconds(self) -> float:
        """Processor time that the process has used so far."""
        fields = (self.process / "stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def served_plant(directory: Path) -> Iterator[ServedPlant]:
    """Start a server with room for very many streams on a new database; stop it afterwards."""
    directory.mkdir(parents=True)
    limits = "streams_per_user=5000,streams_per_process=5000"
    with empty_database(directory) as url, open_shop(url, LIVE_UPDATES=limits, LOG_LEVEL="WARNING") as shop:
        shop.in_database(MORE_MACHINES)
        script = shop.person("script")
        plan = {"machine_pk": 1, "monitor_operation_id": OPERATION, "name": "Flange", "quantity": 100_000}
        assert script.post("/monitoring/update-current-monitor-operation/", plan).ok
        yield ServedPlant(
            base_url=shop.base_url,
            database_url=url,
            script=script,
            cookie=cookies_of(shop.person("planner"))["Cookie"],
            process=Path("/proc") / str(shop.process.pid),
        )
