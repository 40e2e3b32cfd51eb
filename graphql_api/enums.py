"""The closed vocabularies of the schema. Values that the database keeps travel by their upper-case names."""

import enum

import strawberry
from strawberry.types import enum as strawberry_enum

from monitoring.choices import OperationType, PlanningEventKind
from monitoring.domain.assignment_warnings import WarningCode
from monitoring.domain.slot_views import SlotSource


class ErrorCode(enum.Enum):
    """Why something was refused; the value is the `code` of the same refusal at the REST door."""

    INVALID_VALUE = "invalid_value"
    PERMISSION_DENIED = "permission_denied"
    MACHINE_NOT_FOUND = "machine_not_found"
    OPERATION_NOT_FOUND = "operation_not_found"
    OPERATION_NOT_ASSIGNED = "operation_not_assigned"
    EVENT_NOT_FOUND = "event_not_found"
    EVENT_NOT_RESTORABLE = "event_not_restorable"
    ASSIGNMENT_CONFLICT = "assignment_conflict"
    OUTDATED_REPORT = "outdated_report"
    CURSOR_EXPIRED = "cursor_expired"
    EMPTY_POOL = "empty_pool"
    POOL_SHRINK_REFUSED = "pool_shrink_refused"


class SlotContent(enum.Enum):
    """What a planner had put into a slot at one moment; the value is what events keep."""

    OPERATION = "operation"
    IDLE = "idle"
    NOTHING = "nothing"


def _describe(enum_class: enum.EnumMeta, description: str, **values: str) -> None:
    """Register an enum of the domain, which knows nothing of GraphQL, with a sentence for it and for each value."""
    registered = strawberry.enum(enum_class, description=description)
    definition: strawberry_enum.StrawberryEnumDefinition = registered.__strawberry_definition__  # type: ignore[attr-defined]  # set by the line above
    for value in definition.values:
        value.description = values[value.name]


_describe(
    OperationType,
    "The two slots of a machine.",
    CURRENT="What the machine works on now.",
    NEXT="What comes on the machine after that.",
)
_describe(
    SlotSource,
    "Whose decision a slot shows.",
    MONITOR="Monitor's plan, which no planner has overridden.",
    MANUAL="An operation that a planner put there in place of Monitor's plan.",
    IDLE="A planner's decision that nothing runs here, whatever Monitor plans.",
    EMPTY="Nobody's: Monitor plans nothing here and no planner has decided anything.",
)
_describe(
    SlotContent,
    "What a planner had put into a slot at one moment.",
    OPERATION="An operation.",
    IDLE="Idle: nothing runs here, whatever Monitor plans.",
    NOTHING="Nothing, so that Monitor's plan counted.",
)
_describe(
    PlanningEventKind,
    "What a planning event tells.",
    ASSIGNED="A planner put an operation into a slot.",
    IDLE_MARKED="A planner said that nothing runs in a slot.",
    CLEARED="A planner gave a slot back to Monitor's plan.",
    EXPIRED="Monitor moved on, which ended the override of a slot.",
    QUANTITY_REPORTED="A new total of made parts was accepted for an operation.",
    MONITOR_MOVED_ON="Monitor plans another operation for a slot than before.",
    OPERATION_UPDATED="Monitor changed details of an operation; the reason names them.",
    SETUP_CHANGED="An operation went into setup or began to run.",
    POOL_SYNCED="The pool was made equal to Monitor's catalogue.",
    OPERATION_DELETED="An operation was deleted; a slot that held it was emptied.",
    MACHINE_DELETED="A machine was deleted with its slots.",
)
_describe(
    WarningCode,
    "Why a planner might think twice about a change that was made all the same.",
    OUTSIDE_POOL="The operation is not in the pool.",
    ALREADY_IN_A_SLOT="The operation is also in another slot.",
    OTHER_MACHINES_OPERATION="The operation belongs to another machine.",
    NOTE_KEPT="The slot already held this, so its earlier note was kept and the new one was not saved.",
)
_describe(
    ErrorCode,
    "Why something was refused; the REST door answers the same refusal with this code in lower case.",
    INVALID_VALUE="A value is malformed or out of range.",
    PERMISSION_DENIED="Your login may not do this.",
    MACHINE_NOT_FOUND="No machine has this key.",
    OPERATION_NOT_FOUND="No such operation exists.",
    OPERATION_NOT_ASSIGNED="The slot does not hold this operation, or not any more; nothing was written.",
    EVENT_NOT_FOUND="No planning event has this id.",
    EVENT_NOT_RESTORABLE="The event changed no slot, so nothing can be put back.",
    ASSIGNMENT_CONFLICT="Somebody changed the slot since you read it; nothing was written.",
    OUTDATED_REPORT="A newer report was already accepted; this one was not written.",
    CURSOR_EXPIRED="The log does not reach back to the cursor: ask for your data anew.",
    EMPTY_POOL="The list of operations is empty, which would empty the pool.",
    POOL_SHRINK_REFUSED="An implausible share of the pool would be removed; nothing was written.",
)

__all__ = ["ErrorCode", "OperationType", "PlanningEventKind", "SlotContent", "SlotSource", "WarningCode"]
