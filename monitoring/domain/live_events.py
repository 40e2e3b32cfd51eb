"""Following the log: the next committed events after a cursor, with the machines whose screens they concern."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Q

from monitoring.domain.errors import CursorExpired
from monitoring.domain.event_log import latest_event_id, pruned_through
from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

LARGEST_ID = 2**63 - 1


@dataclass(frozen=True, slots=True)
class LiveEvent:
    """An event, and the machines that it concerns when it is read: its own, and those that its operation is on.

    A report through one machine changes an operation that another may hold too; whoever watches only the other has to
    hear of it.
    """

    event: PlanningEvent
    machine_pks: frozenset[int]

    def concerns(self, machine_pks: frozenset[int] | None) -> bool:
        """Whether a screen of these machines (None: of all) has to hear of it; events of the whole plant pass."""
        return (
            machine_pks is None
            or self.event.machine_pk is None
            or not machine_pks.isdisjoint(self.machine_pks)
        )


def events_after(*, cursor: int, limit: int) -> list[LiveEvent]:
    """Read the next events with a greater id, in order, in at most four statements.

    Raises CursorExpired where the log no longer has all of them, and where it never gave such a cursor: that one comes
    from another database, or from before this one was restored.
    """
    if not 0 <= cursor <= LARGEST_ID:
        raise expired()
    events = list(PlanningEvent.objects.filter(pk__gt=cursor).order_by("pk")[:limit])
    # After the events: had they been cut before they were read, the state tells of it by now.
    if cursor < pruned_through() or (not events and cursor > latest_event_id()):
        raise expired()
    machine_pks = _machines_of_operations(
        {one.operation_pk for one in events if one.operation_pk is not None}
    )
    return [
        LiveEvent(one, frozenset(_own_machine(one)) | machine_pks.get(one.operation_pk or 0, frozenset()))
        for one in events
    ]


def expired() -> CursorExpired:
    """The refusal that tells a client how to go on."""
    return CursorExpired(
        "The log does not reach back to this cursor. Ask for your data anew, together with latestEventId, and "
        "subscribe from there.",
        field="after",
    )


def _own_machine(event: PlanningEvent) -> Collection[int]:
    return () if event.machine_pk is None else (event.machine_pk,)


def _machines_of_operations(operation_pks: Collection[int]) -> Mapping[int, frozenset[int]]:
    """The machines that have these operations in a slot by hand, or from Monitor."""
    if not operation_pks:
        return {}
    found: dict[int, set[int]] = defaultdict(set)
    from_monitor = Monitor_operation.objects.filter(pk__in=operation_pks, machine__isnull=False)
    for operation_pk, machine_pk in from_monitor.values_list("pk", "machine_id"):
        found[operation_pk].add(machine_pk)
    by_hand = MachineOperationAssignment.objects.filter(
        Q(manual_current_operation__in=operation_pks) | Q(manual_next_operation__in=operation_pks)
    )
    slots = by_hand.values_list("machine_id", "manual_current_operation_id", "manual_next_operation_id")
    for machine_pk, *held in slots:
        for operation_pk in held:
            if operation_pk is not None:
                found[operation_pk].add(machine_pk)
    return {operation_pk: frozenset(machine_pks) for operation_pk, machine_pks in found.items()}
