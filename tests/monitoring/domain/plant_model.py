"""The rules of the domain over plain Python objects, written from the rules alone: what the database must come to.

Machines are numbers; jobs are in the order in which they were made, as their rows are by key.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product

from monitoring.choices import OperationType

CURRENT, NEXT = OperationType.CURRENT, OperationType.NEXT
PLACEHOLDER = "No operation"


class Refused(Exception):
    """A refusal with the code that the domain gives it."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(eq=False)
class Job:
    """One row of operations: a job never becomes another one."""

    monitor_id: str
    name: str | None
    machine: int | None = None
    is_in_pool: bool = False
    is_in_progress: bool = False
    priority: int | None = None
    made: int = 0
    mark: OperationType | None = None
    has_been_left: bool = False
    has_material: bool = False
    is_setup: bool = True

    @property
    def effective_id(self) -> str | None:
        """The id that counts for expiry."""
        return None if self.name == PLACEHOLDER else self.monitor_id


@dataclass
class Slot:
    """What a planner put into one slot, and what is remembered about it."""

    held: Job | None = None
    is_idle: bool = False
    saved_id: str | None = None
    version: int = 0
    is_monitor_heard_of: bool = False

    @property
    def is_overridden(self) -> bool:
        """Whether a planner's decision is in force."""
        return self.held is not None or self.is_idle


@dataclass(frozen=True)
class Event:
    """One line of the log: `before` is what the slot held, where a planner's decision changed."""

    kind: str
    machine: int | None = None
    slot: OperationType | None = None
    before: tuple[Job | None, bool] | None = None


def id_of(job: Job | None) -> str | None:
    """Return the effective id, None for no job."""
    return None if job is None else job.effective_id


@dataclass
class Plant:
    """Machines with two slots each, all jobs, and the log."""

    machines: int
    jobs: list[Job] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    events_of_deleted_machines: set[int] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.slots = {key: Slot() for key in product(range(self.machines), OperationType)}

    def planned(self, machine: int, slot: OperationType) -> Job | None:
        """Return Monitor's operation in a slot: the marked one, else the first made by hand."""
        own = [job for job in self.jobs if job.machine == machine]
        marked = [job for job in own if job.mark is slot]
        held = {id(one.held) for one in self.slots.values()}
        by_hand = [
            job
            for job in own
            if job.mark is None
            and not (job.has_been_left or job.is_in_pool or id(job) in held)
            and job.is_in_progress == (slot is CURRENT)
        ]
        if slot is NEXT:
            by_hand.sort(key=lambda job: (job.priority is None, job.priority or 0))
        return next(iter(marked + by_hand), None)

    def decide(
        self, machine: int, slot: OperationType, *, job: Job | None, is_idle: bool, seen: int | None
    ) -> bool:
        """Assign (a job), mark idle, or clear (neither): rules 1, 2 and 10."""
        one = self.slots[machine, slot]
        if (one.held, one.is_idle) == (job, is_idle):
            return False
        if seen is not None and seen != one.version:
            raise Refused("assignment_conflict")
        before = (one.held, one.is_idle)
        is_override = job is not None or is_idle
        one.saved_id = id_of(self.planned(machine, slot)) if is_override else None
        one.held, one.is_idle = job, is_idle
        one.version += 1
        kind = "idle_marked" if is_idle else "cleared" if job is None else "assigned"
        self.events.append(Event(kind, machine, slot, before))
        return True

    def restore(self, event: Event) -> bool:
        """Put back what a slot held before an event."""
        if event.before is None or event.machine is None or event.slot is None:
            raise Refused("event_not_restorable")
        if id(event) in self.events_of_deleted_machines:
            raise Refused("machine_not_found")
        job, is_idle = event.before
        if job is not None and job not in self.jobs:
            raise Refused("operation_not_found")
        return self.decide(event.machine, event.slot, job=job, is_idle=is_idle, seen=None)

    def report(self, machine: int, slot: OperationType, monitor_id: str | None, made: int) -> bool:
        """Write a total onto what the slot holds: rules 4 and 7."""
        planned = self.planned(machine, slot)
        rows = [planned] if monitor_id is None else [self.slots[machine, slot].held, planned]
        found = {id(job): job for job in rows if job and monitor_id in {None, job.monitor_id}}
        if not found:
            raise Refused("operation_not_assigned")
        changed = [job for job in found.values() if job.made != made]
        for job in changed:
            job.made = made
            self.events.append(Event("quantity_reported", machine, slot))
        return bool(changed)

    def set_setup(self, machine: int, slot: OperationType, job: Job, *, is_setup: bool) -> bool:
        """Toggle the setup of a job that the slot holds, by planner or by plan."""
        if not any(job is one for one in (self.slots[machine, slot].held, self.planned(machine, slot))):
            raise Refused("operation_not_assigned")
        if job.is_setup == is_setup:
            return False
        job.is_setup = is_setup
        self.events.append(Event("setup_changed", machine, slot))
        return True

    def monitor_update(
        self, machine: int, slot: OperationType, monitor_id: str | None, *, name: str | None, made: int | None
    ) -> bool:
        """Follow Monitor's plan (name None: the update carries a material instead): rules 5 and 6."""
        planned, told = self.planned(machine, slot), len(self.events)
        id_before = id_of(planned)
        wanted = self._wanted_id(planned, monitor_id, name=name)
        job = self._job_of_update(machine, slot, wanted, name=name, planned=planned)
        is_new = job is None
        if job is None:
            job = Job(wanted, None, machine)
            self.jobs.append(job)
        if job.mark is not slot:
            self._move_mark(machine, slot, job=job, planned=planned)
        details = self._write(job, machine, slot, name=name, made=made, is_new=is_new)
        if id_before != job.effective_id:
            self.events.append(Event("monitor_moved_on", machine, slot))
        self.events += details
        self._expire(machine, slot, id_before=id_before, id_after=job.effective_id)
        self.slots[machine, slot].is_monitor_heard_of = True
        return len(self.events) > told

    @staticmethod
    def _wanted_id(planned: Job | None, monitor_id: str | None, *, name: str | None) -> str:
        if monitor_id is not None:
            return monitor_id
        if name == PLACEHOLDER:
            return planned.monitor_id if planned is not None and planned.name == PLACEHOLDER else ""
        if planned is None:
            raise Refused("operation_not_found")
        return planned.monitor_id

    def _job_of_update(
        self, machine: int, slot: OperationType, wanted: str, *, name: str | None, planned: Job | None
    ) -> Job | None:
        candidates = [
            job
            for job in self.jobs
            if (job.machine, job.monitor_id) == (machine, wanted)
            and (name is None or (job.name == PLACEHOLDER) == (name == PLACEHOLDER))
            and not (job.name == PLACEHOLDER and job.mark not in {None, slot})
        ]
        candidates.sort(key=lambda job: (job is not planned, job.mark is None, job.is_in_pool))
        return next(iter(candidates), None)

    def _move_mark(self, machine: int, slot: OperationType, *, job: Job, planned: Job | None) -> None:
        for old in self.jobs:
            stray = slot is CURRENT and old.is_in_progress and old.mark is None and not old.is_in_pool
            if old is not job and old.machine == machine and (old.mark is slot or old is planned or stray):
                old.mark, old.is_in_progress, old.has_been_left = None, False, True
        job.mark, job.is_in_progress, job.has_been_left = slot, slot is CURRENT, False

    @staticmethod
    def _write(
        job: Job, machine: int, slot: OperationType, *, name: str | None, made: int | None, is_new: bool
    ) -> list[Event]:
        events = []
        if made is not None and made != job.made:
            job.made = made
            events.append(Event("quantity_reported", machine, slot))
        before = (job.name, job.has_material)
        job.name, job.has_material = (job.name, True) if name is None else (name, job.has_material)
        if not is_new and before != (job.name, job.has_material):
            events.append(Event("operation_updated", machine, slot))
        return events

    def _expire(
        self, machine: int, slot: OperationType, *, id_before: str | None, id_after: str | None
    ) -> None:
        one = self.slots[machine, slot]
        last_word = one.saved_id if one.saved_id is not None else id_before
        if not one.is_overridden or id_after in {last_word, one.saved_id}:
            return
        if one.saved_id is None and not one.is_monitor_heard_of:
            one.saved_id = id_after
            return
        self._empty(machine, slot, kind="expired")

    def _empty(self, machine: int, slot: OperationType, *, kind: str) -> None:
        one = self.slots[machine, slot]
        self.events.append(Event(kind, machine, slot, (one.held, one.is_idle)))
        one.held, one.is_idle, one.saved_id = None, False, None
        one.version += 1

    def sync(self, ids: list[str], *, force: bool, guard_from: int, share: float) -> tuple[int, int, int]:
        """Make the pool equal to a catalogue; return how many were made, changed and taken out: rule 9."""
        found = {one: self._pool_row(one) for one in dict.fromkeys(ids)}
        in_pool = [job for job in self.jobs if job.is_in_pool]
        left = [job for job in in_pool if not any(job is row for row in found.values())]
        is_guarded = not force and len(in_pool) >= guard_from
        if is_guarded and len(left) > share * len(in_pool):
            raise Refused("pool_shrink_refused")
        made, changed = self._write_pool(found)
        for job in left:
            job.is_in_pool = False
        if made or changed or left:
            self.events.append(Event("pool_synced"))
        for key, one in self.slots.items():
            if one.held in [*changed, *left]:
                self.events.append(Event("operation_updated", *key))
        return made, len(changed), len(left)

    def _write_pool(self, found: dict[str, Job | None]) -> tuple[int, list[Job]]:
        made, changed = 0, []
        for monitor_id, job in found.items():
            name = f"Pool {monitor_id}"
            if job is None:
                self.jobs.append(Job(monitor_id, name, is_in_pool=True))
                made += 1
            elif (job.name, job.is_in_pool) != (name, True):
                job.name, job.is_in_pool = name, True
                changed.append(job)
        return made, changed

    def _pool_row(self, monitor_id: str) -> Job | None:
        rows = [job for job in self.jobs if job.machine is None and job.monitor_id == monitor_id]
        return next(iter(sorted(rows, key=lambda job: not job.is_in_pool)), None)

    def replace_machine(self, machine: int) -> None:
        """Delete a machine with its jobs and slots, and put an empty one in its place: rule 8."""
        own = [job for job in self.jobs if job.machine == machine]
        for key, one in self.slots.items():
            if key[0] == machine:
                self.slots[key] = Slot()
            elif one.held in own:
                self._empty(*key, kind="operation_deleted")
        self.events.append(Event("machine_deleted", machine))
        self.events_of_deleted_machines |= {id(event) for event in self.events if event.machine == machine}
        self.jobs = [job for job in self.jobs if job not in own]

    def delete(self, job: Job, *, is_by_orm: bool) -> None:
        """Delete a job; the domain tells of every slot that loses it, the ORM of none: rule 8."""
        holding = [key for key, one in self.slots.items() if one.held is job]
        for key in holding:
            if is_by_orm:
                self.slots[key].held = None
            else:
                self._empty(*key, kind="operation_deleted")
        if not holding and not is_by_orm:
            self.events.append(Event("operation_deleted", job.machine))
        self.jobs.remove(job)
