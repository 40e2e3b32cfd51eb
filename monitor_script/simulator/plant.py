"""A small plant that makes parts as time passes."""

import itertools
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal

from monitor_script.simulator.clock import Clock, real_clock
from monitor_script.simulator.operations import SimulatedOperation

# Monitor's own numbers for how far an operation has come.
NOT_STARTED, STARTED, PARTIALLY_REPORTED, FINISHED = 0, 1, 4, 5
MICROSECONDS_PER_MINUTE = 60_000_000


class UnknownOperation(LookupError):
    """The plant has no operation of that id."""


@dataclass(frozen=True, kw_only=True)
class Reporting:
    """Parts that were reported on an operation at one moment; negative where they were taken back."""

    number: int
    at: datetime
    quantity: Decimal


@dataclass(kw_only=True)
class Job:
    """An operation at work: its rate, since when it runs at that rate, and what has been reported on it."""

    operation: SimulatedOperation
    parts_per_minute: Decimal
    running_since: datetime
    numbers: Iterator[int]
    made_since: int = 0
    reported: Decimal = Decimal(0)
    reportings: list[Reporting] = field(default_factory=list)

    @property
    def status(self) -> int:
        if not self.reportings:
            return STARTED if self.parts_per_minute else NOT_STARTED
        return FINISHED if self.reported >= self.operation.planned_quantity else PARTIALLY_REPORTED

    def report(self, quantity: Decimal, *, at: datetime) -> None:
        self.reported += quantity
        self.reportings.append(Reporting(number=next(self.numbers), at=at, quantity=quantity))

    def advance(self, *, now: datetime) -> None:
        """Make the parts that are due by now, whole ones, and report them."""
        microseconds = max(timedelta(), now - self.running_since) // timedelta(microseconds=1)
        made = max(self.made_since, int(self.parts_per_minute * microseconds / MICROSECONDS_PER_MINUTE))
        fresh, self.made_since = made - self.made_since, made
        if self.operation.stops_at_plan:
            fresh = min(fresh, int(self.operation.planned_quantity - self.reported))
        if fresh > 0:
            self.report(Decimal(fresh), at=now)


class Plant:
    """Operations that run side by side, each at its own rate. Safe to use from several threads."""

    def __init__(self, operations: Iterable[SimulatedOperation] = (), *, clock: Clock = real_clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._jobs: dict[str, Job] = {}
        self._numbers = itertools.count(1)
        for operation in operations:
            self.add(operation)

    def add(self, operation: SimulatedOperation) -> None:
        """Start an operation now, with its setup. Raises `ValueError` when its id is already taken."""
        now = self._clock()
        with self._lock:
            if operation.monitor_operation_id in self._jobs:
                raise ValueError(f"monitor_operation_id {operation.monitor_operation_id} is there twice")
            job = Job(
                operation=operation,
                parts_per_minute=Decimal(str(operation.parts_per_minute)),
                running_since=now + timedelta(minutes=operation.setup_minutes),
                numbers=self._numbers,
            )
            if operation.reported_quantity:
                job.report(Decimal(operation.reported_quantity), at=now)
            self._jobs[operation.monitor_operation_id] = job

    def report_parts(self, operation_id: str, quantity: Decimal | int) -> Decimal:
        """Report parts as an operator does, also past the plan; a negative quantity takes some back.

        Returns the new total. Raises `UnknownOperation`, and `ValueError` when the total would fall
        below zero.
        """
        with self._lock:
            job = self._job(operation_id)
            if job.reported + quantity < 0:
                raise ValueError(
                    f"quantity {quantity} takes back more than the {job.reported} parts reported"
                )
            job.report(Decimal(quantity), at=self._clock())
            return job.reported

    def set_rate(self, operation_id: str, parts_per_minute: Decimal | float) -> None:
        """Run an operation at another rate from now on; 0 halts it.

        Raises `UnknownOperation`, and `ValueError` for a rate below zero.
        """
        rate = Decimal(str(parts_per_minute))
        if not rate >= 0:
            raise ValueError(f"parts_per_minute {parts_per_minute} is below 0")
        with self._lock:
            job = self._job(operation_id)
            job.parts_per_minute = rate
            job.running_since, job.made_since = max(self._clock(), job.running_since), 0

    def reported_quantity(self, operation_id: str) -> Decimal:
        """The total reported on an operation by now. Raises `UnknownOperation`."""
        with self._lock:
            return self._job(operation_id).reported

    def snapshot(self) -> list[Job]:
        """Copies of all jobs as they are now, in the order in which they were added."""
        with self._lock:
            return [_copy(self._job(operation_id)) for operation_id in self._jobs]

    def _job(self, operation_id: str) -> Job:
        job = self._jobs.get(operation_id)
        if job is None:
            raise UnknownOperation(f"the plant has no operation {operation_id}")
        job.advance(now=self._clock())
        return job


def _copy(job: Job) -> Job:
    return replace(job, reportings=list(job.reportings))
