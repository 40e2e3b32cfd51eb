"""What may be refused, as types that a client can tell apart, and the one translation from the domain's refusals."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Self

import strawberry
from strawberry.extensions import FieldExtension
from strawberry.types import Info

from graphql_api.enums import ErrorCode
from graphql_api.loaders import RequestLoaders
from graphql_api.query_refusals import message_of, named_as_here
from graphql_api.types.machine_slot import MachineSlot
from monitoring.domain import errors
from monitoring.domain.errors import DomainError
from monitoring.domain.slot_views import SlotView


@strawberry.interface(description="A refusal: nothing was written.")
class Error:
    """What every refusal tells."""

    code: ErrorCode = strawberry.field(description="Why, for programs.")
    message: str = strawberry.field(description="Why, for people.")

    @classmethod
    def of(cls, refusal: Any) -> Self:
        """Make the type's instance for a refusal of its kind."""
        return cls(**cls._values(refusal))

    @classmethod
    def _values(cls, refusal: Any) -> dict[str, Any]:
        return {"code": ErrorCode(refusal.code), "message": message_of(refusal)}


@strawberry.type(description="A refusal with an input field at fault.")
class FieldError(Error):
    """The base of most errors; no client sees it."""

    field: str | None = strawberry.field(description="The input field at fault; null where no single one is.")

    @classmethod
    def _values(cls, refusal: Any) -> dict[str, Any]:
        return super()._values(refusal) | {"field": named_as_here(refusal.field)}


@strawberry.type(description="A value is malformed or out of range.")
class InvalidValue(FieldError):
    """Tells which value."""


@strawberry.type(description="Your login may not do this.")
class PermissionDenied(Error):
    """Tells which permission is missing."""


@strawberry.type(description="No machine has this key.")
class MachineNotFound(FieldError):
    """Tells which key."""


@strawberry.type(description="No such operation exists.")
class OperationNotFound(FieldError):
    """Tells which id."""


@strawberry.type(description="The slot does not hold this operation, or not any more.")
class OperationNotAssigned(FieldError):
    """What a late report gets."""


@strawberry.type(description="No planning event has this id.")
class EventNotFound(FieldError):
    """Tells which id."""


@strawberry.type(description="The event changed no slot, so nothing can be put back.")
class EventNotRestorable(FieldError):
    """Tells what kind of event it is."""


@strawberry.type(
    description="The log no longer reaches back to the cursor, or never gave it: ask for your data anew, together with "
    "latestEventId, and subscribe from there."
)
class CursorExpired(FieldError):
    """Ends a subscription."""


@strawberry.type(description="Somebody changed the slot since you read it.")
class AssignmentConflict(FieldError):
    """Everything a planner needs to decide again without asking."""

    slot: SlotView = strawberry.field(graphql_type=MachineSlot, description="The slot as it is now.")
    changed_by: str | None = strawberry.field(description="Who changed it last; null where nobody knows.")
    changed_at: datetime | None = strawberry.field(
        description="When it was changed last; null where nobody knows."
    )

    @classmethod
    def _values(cls, refusal: errors.AssignmentConflict) -> dict[str, Any]:
        change = {"slot": refusal.slot, "changed_by": refusal.changed_by, "changed_at": refusal.changed_at}
        return super()._values(refusal) | change


@strawberry.type(description="A newer report was already accepted.")
class OutdatedReport(FieldError):
    """Tells how new that one is."""

    newest_reported_at: datetime = strawberry.field(description="The time of the newest accepted report.")

    @classmethod
    def _values(cls, refusal: errors.OutdatedReport) -> dict[str, Any]:
        return super()._values(refusal) | {"newest_reported_at": refusal.newest_reported_at}


@strawberry.type(description="The list of operations is empty, which would empty the pool.")
class EmptyPool(FieldError):
    """What a sync of nothing gets."""


@strawberry.type(
    description="An implausible share of the pool would be removed; force says that it is right."
)
class PoolShrinkRefused(FieldError):
    """What a sync of a truncated catalogue gets."""


TYPES: dict[type[DomainError], type[Error]] = {
    errors.InvalidValue: InvalidValue,
    errors.PermissionDenied: PermissionDenied,
    errors.MachineNotFound: MachineNotFound,
    errors.OperationNotFound: OperationNotFound,
    errors.OperationNotAssigned: OperationNotAssigned,
    errors.EventNotFound: EventNotFound,
    errors.EventNotRestorable: EventNotRestorable,
    errors.CursorExpired: CursorExpired,
    errors.AssignmentConflict: AssignmentConflict,
    errors.OutdatedReport: OutdatedReport,
    errors.EmptyPool: EmptyPool,
    errors.PoolShrinkRefused: PoolShrinkRefused,
}


def typed_error(refusal: DomainError) -> Any:
    """Translate a refusal of the domain into an instance of its type; `Any`, for it may stand in any union."""
    return TYPES[type(refusal)].of(refusal)


class TypedRefusals(FieldExtension):
    """What every mutation does: answer a refusal as a type, and read anew what the change may have made stale."""

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Resolve the field."""
        info.context.loaders = RequestLoaders()
        try:
            return next_(source, info, **kwargs)
        except DomainError as refusal:
            return typed_error(refusal)
