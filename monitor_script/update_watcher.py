"""Tracks the manually assigned operations: asks Monitor G5 what they made, tells Django what changed."""

import logging
import math
import time
from dataclasses import dataclass

from monitor_script.errors import (
    MonitorLoginRefused,
    MonitorQueryFailed,
    MonitorScriptFailure,
    OperationNotAssigned,
)
from monitor_script.monitor_client import MonitorClient
from monitor_script.operation_client import ManualAssignment, OperationClient
from monitor_script.stop_request import StopRequest

logger = logging.getLogger(__name__)

# A row in Django starts in setup, so that Monitor's "nothing is reported yet" is no news at first sight,
# and a planner who has already said "running" is not contradicted by it.
SETUP_AT_FIRST = True


@dataclass(frozen=True, kw_only=True)
class Report:
    """What Django was last told about one manual assignment: the total made (parts) and the setup state."""

    quantity: int
    is_setup: bool


@dataclass(kw_only=True)
class Cycle:
    """How one cycle went: whether the assignments could be read, and how many of them failed."""

    assignments_read: bool
    failures: int = 0

    @property
    def done(self) -> bool:
        return self.assignments_read and not self.failures


class UpdateWatcher:
    """Remembers what it reported per machine, slot and operation, and reports only what differs.

    An operation that is seen for the first time is always reported. What Django did not accept is not
    remembered, so that the next cycle reports it again. What is no longer assigned is forgotten.
    """

    def __init__(self, *, operations: OperationClient, monitor: MonitorClient, stop: StopRequest) -> None:
        self._operations = operations
        self._updates = {
            "current": operations.update_current_operation,
            "next": operations.update_next_operation,
        }
        self._monitor = monitor
        self._stop = stop
        self._reported: dict[ManualAssignment, Report] = {}
        self._rounded_down: set[str] = set()

    def watch(self, *, interval_seconds: float) -> None:
        """Run a cycle every so many seconds, from start to start, until the stop is asked for."""
        while not self._stop.requested:
            started = time.monotonic()
            self.track_manual_assignments()
            self._stop.wait(interval_seconds - (time.monotonic() - started))

    def track_manual_assignments(self) -> Cycle:
        """One cycle. Survives every failure that `monitor_script.errors` names, and logs it."""
        try:
            assignments = self._operations.get_manual_assignments()
        except MonitorScriptFailure as error:
            logger.warning("⚠️ Could not read the manual assignments. %s", error)
            return Cycle(assignments_read=False)
        logger.info("🔍 Checking %d manually assigned operations...", len(assignments))
        self._forget_all_but(assignments)
        cycle = Cycle(assignments_read=True)
        for assignment in assignments:
            if self._stop.requested:
                break
            try:
                cycle.failures += not self._track(assignment)
            except MonitorLoginRefused as error:
                # Asking on would lock the account in Monitor, and no other operation would fare better.
                logger.warning("⚠️ Could not ask Monitor G5 about any operation. %s", error)
                cycle.failures += 1
                break
        return cycle

    def _track(self, assignment: ManualAssignment) -> bool:
        """Ask Monitor about one assignment and report it if need be. Returns whether all of it worked."""
        last = self._reported.get(assignment)
        try:
            quantity = self._whole_parts(assignment)
        except MonitorQueryFailed as error:
            logger.warning("⚠️ Could not ask Monitor G5 about %s. %s", assignment, error)
            return False
        is_setup = self._setup_state(assignment)
        remembered = last.is_setup if last else SETUP_AT_FIRST
        now = Report(quantity=quantity, is_setup=remembered if is_setup is None else is_setup)
        accepted = now == last or self._report(assignment, last=last, now=now)
        return accepted and is_setup is not None

    def _whole_parts(self, assignment: ManualAssignment) -> int:
        operation = assignment.monitor_operation_id
        reported = self._monitor.reported_quantity(operation)
        whole = math.floor(reported)
        if whole != reported and operation not in self._rounded_down:
            self._rounded_down.add(operation)
            logger.info(
                "📊 Op %s: %s parts are reported, of which %d whole ones count.", operation, reported, whole
            )
        return whole

    def _setup_state(self, assignment: ManualAssignment) -> bool | None:
        try:
            return self._monitor.is_in_setup(assignment.monitor_operation_id)
        except MonitorQueryFailed as error:
            # The quantity matters more, and it is known: report that and leave the setup state alone.
            logger.warning("⚠️ Could not ask Monitor G5 whether %s is in setup. %s", assignment, error)
            return None

    def _report(self, assignment: ManualAssignment, *, last: Report | None, now: Report) -> bool:
        if last is None:
            logger.info("📊 Starting to track manual assignment: %s", assignment)
        setup_changed = now.is_setup != (last.is_setup if last else SETUP_AT_FIRST)
        try:
            self._updates[assignment.operation_type](
                machine_pk=assignment.machine_pk,
                monitor_operation_id=assignment.monitor_operation_id,
                currently_made_quantity=now.quantity,
                is_setup=now.is_setup if setup_changed else None,
            )
        except OperationNotAssigned:
            self._reported.pop(assignment, None)
            logger.info("📊 The planner has cleared %s meanwhile: nothing to report.", assignment)
            return True
        except MonitorScriptFailure as error:
            logger.error(
                "❌ %s operation update failed for %s. %s Will retry next cycle.",
                assignment.operation_type.capitalize(),
                assignment,
                error,
            )
            return False
        self._reported[assignment] = now
        _log_accepted(assignment, last=last, now=now)
        return True

    def _forget_all_but(self, assignments: list[ManualAssignment]) -> None:
        assigned = set(assignments)
        for assignment in [known for known in self._reported if known not in assigned]:
            del self._reported[assignment]
            logger.info("📊 Stopped tracking manual assignment: %s", assignment)
        self._rounded_down &= {assignment.monitor_operation_id for assignment in assigned}


def _log_accepted(assignment: ManualAssignment, *, last: Report | None, now: Report) -> None:
    if last is None:
        logger.info("✅ %s operation update successful.", assignment.operation_type.capitalize())
        return
    states = {True: "setup", False: "running"}
    before, after = f"{last.quantity}", f"{now.quantity} parts"
    if now.quantity == last.quantity:
        before, after = states[last.is_setup], states[now.is_setup]
    logger.info(
        "📊 Manual assignment updated: Op %s → %s (was %s)", assignment.monitor_operation_id, after, before
    )
