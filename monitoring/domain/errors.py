"""What the domain refuses. Each door translates these; none invents its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from datetime import datetime

    from monitoring.domain.slot_views import SlotView
    from monitoring.models import PlanningEvent


class DomainError(Exception):
    """A refusal with a stable `code`, a sentence for people and, where one value is at fault, its `field`."""

    code: ClassVar[str]

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.field = field


class InvalidValue(DomainError):
    """A value that is malformed or out of range; `field` names it."""

    code = "invalid_value"


class PermissionDenied(DomainError):
    """The actor may not do this."""

    code = "permission_denied"


class MachineNotFound(DomainError):
    """No machine has this key."""

    code = "machine_not_found"

    def __init__(self, machine_pk: object) -> None:
        super().__init__(f"There is no machine {machine_pk}.", field="machine_pk")


class OperationNotFound(DomainError):
    """No such operation exists."""

    code = "operation_not_found"


class OperationNotAssigned(DomainError):
    """The slot does not hold this operation (any more): a late report, which touches nothing."""

    code = "operation_not_assigned"


class EventNotFound(DomainError):
    """No planning event has this id."""

    code = "event_not_found"


class EventNotRestorable(DomainError):
    """The event changed no slot, so there is nothing to restore."""

    code = "event_not_restorable"


class CursorExpired(DomainError):
    """The log no longer has everything after the cursor, or never gave it: what follows from it would have gaps."""

    code = "cursor_expired"


class AssignmentConflict(DomainError):
    """Somebody changed the slot since the screen read it.

    `slot` is what it holds now; `changed_by` and `changed_at` tell of the last change, None where the log has none.
    """

    code = "assignment_conflict"

    def __init__(self, slot: SlotView, *, last_change: PlanningEvent | None) -> None:
        self.slot = slot
        self.changed_by = last_change.actor if last_change is not None else slot.set_by
        self.changed_at = last_change.occurred_at if last_change is not None else slot.set_at
        super().__init__(
            f"{self.changed_by or 'Somebody'} changed this slot meanwhile; it is now {slot.described}. "
            "Look at it, then decide again.",
            field="expected_version",
        )


class OutdatedReport(DomainError):
    """A newer report was already accepted; this one is not written."""

    code = "outdated_report"

    def __init__(self, *, newest_reported_at: datetime) -> None:
        super().__init__(
            f"A report of {newest_reported_at.isoformat()} was already accepted; this one is older.",
            field="reported_at",
        )
        self.newest_reported_at = newest_reported_at


class EmptyPool(DomainError):
    """A sync with no operations would empty the pool."""

    code = "empty_pool"


class PoolShrinkRefused(DomainError):
    """A sync would remove an implausible share of the pool; `force` overrides."""

    code = "pool_shrink_refused"
