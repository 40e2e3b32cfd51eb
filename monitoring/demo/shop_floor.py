"""The simulated Monitor G5: it knows the plant's operations, and its operators work on what planners assigned."""

from __future__ import annotations

import json
import logging
import time
from typing import TYPE_CHECKING

import requests

from monitoring.choices import OperationType
from monitoring.domain.manual_assignments import manual_assignments
from monitoring.models import Monitor_operation

if TYPE_CHECKING:
    from pathlib import Path

logger = logging.getLogger(__name__)

LARGEST_INT64 = 2**63 - 1
SECONDS_BETWEEN_LOOKS = 1.0
HTTP_SECONDS = 5.0
DEFAULT_WORK_CENTER = "1"


def write_plant_file(path: Path) -> int:
    """Write every operation with an id of Monitor's as the simulator reads them, standing still; return how many.

    Totals begin at what the database has, so that a second run goes on where the first one ended.
    """
    rows = Monitor_operation.objects.select_related("machine").order_by("pk")
    operations = {row.monitor_operation_id: _operation(row) for row in rows if _is_monitor_id(row)}
    path.write_text(json.dumps(list(operations.values())), encoding="utf-8")
    return len(operations)


class ShopFloor:
    """Lets exactly those operations make parts that a planner put into a current slot."""

    def __init__(self, *, simulator_url: str) -> None:
        self._url = f"{simulator_url}/simulator/rate"
        self._running: set[str] = set()
        self._looked_at = 0.0

    def follow_planners(self) -> None:
        """Start and halt operations as slots change; looks at the database at most once a second."""
        if time.monotonic() - self._looked_at < SECONDS_BETWEEN_LOOKS:
            return
        self._looked_at = time.monotonic()
        lines = manual_assignments(operation_type=OperationType.CURRENT)
        wanted = {line.monitor_operation_id for line in lines}
        try:
            for operation_id in wanted ^ self._running:
                rate = parts_per_minute(operation_id) if operation_id in wanted else 0
                self._set_rate(operation_id, rate)
        except requests.RequestException as error:
            # The next look tries again; where the simulator ended, that is said elsewhere.
            logger.warning("The simulated plant did not take what planners changed: %s", error)
            return
        self._running = wanted

    def _set_rate(self, operation_id: str, rate: int) -> None:
        # An operation that somebody added by hand is unknown to the simulated Monitor, which refuses: nobody makes it.
        body: dict[str, str | int] = {"operation_id": operation_id, "parts_per_minute": rate}
        requests.post(self._url, json=body, timeout=HTTP_SECONDS)


def parts_per_minute(operation_id: str) -> int:
    """How fast an operation runs: 12 to 24 parts a minute, so that somebody who watches sees it move."""
    return 12 + int(operation_id) % 13 if operation_id.isdecimal() else 0


def _operation(row: Monitor_operation) -> dict[str, str | int]:
    center = row.machine.work_center_id if row.machine is not None else None
    return {
        "monitor_operation_id": row.monitor_operation_id,
        "part_name": row.name or "",
        "report_number": row.report_number or "",
        "planned_quantity": row.quantity or 0,
        "work_center_id": center if center is not None and center.isdecimal() else DEFAULT_WORK_CENTER,
        "reported_quantity": row.currently_made_quantity,
    }


def _is_monitor_id(row: Monitor_operation) -> bool:
    text = row.monitor_operation_id
    return text.isascii() and text.isdecimal() and 0 < int(text) <= LARGEST_INT64
