"""What several fields take, and how what a client may leave out is read."""

from typing import TypeVar

import strawberry

from graphql_api.enums import OperationType
from monitoring.domain.assignments import SlotRequest
from monitoring.domain.errors import EventNotFound, InvalidValue, OperationNotFound
from monitoring.domain.pool import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE
from monitoring.domain.pool_sync import PoolOperation

Value = TypeVar("Value")

_LARGEST_KEY = 2**63 - 1


def given(value: Value | None) -> Value | None:
    """Return a value that a client may leave out; absent and null mean the same everywhere in this schema."""
    return None if value is strawberry.UNSET else value


def parse_key(text: str) -> int | None:
    """Read the key behind an opaque id; None where no row can have this id, such as one with a leading zero."""
    if not (text.isascii() and text.isdigit() and len(text) <= len(str(_LARGEST_KEY))):
        return None
    key = int(text)
    return key if key <= _LARGEST_KEY and str(key) == text else None


def operation_key(text: str) -> int:
    """Read the key behind an operation's id; raise OperationNotFound where no operation can have this id."""
    key = parse_key(text)
    if key is None:
        raise OperationNotFound(f"There is no operation {shown(text)}.", field="operation_id")
    return key


def event_key(text: str) -> int:
    """Read the key behind an event's id; raise EventNotFound where no event can have this id."""
    key = parse_key(text)
    if key is None:
        raise EventNotFound(f"There is no planning event {shown(text)}.", field="event_id")
    return key


def page_size(size: int, *, field: str, maximum: int) -> int:
    """Return the size of a page that a client asked for; raise InvalidValue where the server's settings allow less."""
    if size > maximum:
        raise InvalidValue(f"{field} must be between 1 and {maximum}; {size} is not.", field=field)
    return size


def shown(text: str) -> str:
    """Shorten what a client sent for a sentence about it."""
    return repr(text if len(text) <= 40 else f"{text[:40]}…")


@strawberry.input(description="Which manual assignments to list; without a filter, all of them.")
class ManualAssignmentFilter:
    """The filters of `manualAssignments`."""

    machine_pks: list[int] | None = strawberry.field(
        default=strawberry.UNSET, description="Only these machines; null or absent: every machine."
    )
    operation_type: OperationType | None = strawberry.field(
        default=strawberry.UNSET, description="Only this slot; null or absent: both."
    )
    active_machines_only: bool = strawberry.field(
        default=False, description="Whether to leave out machines that are not active."
    )


@strawberry.input(description="Which machines to list; without a filter, all of them.")
class MachineFilter:
    """The filters of `machines`."""

    machine_pks: list[int] | None = strawberry.field(
        default=strawberry.UNSET, description="Only these machines; null or absent: every machine."
    )
    name_contains: str | None = strawberry.field(
        default=strawberry.UNSET,
        description="Only machines with this text in their name, in capitals or not; null or absent: any name.",
    )
    active_only: bool = strawberry.field(
        default=False, description="Whether to leave out machines that are not active."
    )


@strawberry.input(description="Which part of a list to return.")
class OffsetPaginationInput:
    """A page by position."""

    offset: int = strawberry.field(default=0, description="How many items to skip, 0 or more.")
    limit: int = strawberry.field(
        default=DEFAULT_PAGE_SIZE, description=f"How many items to return at most, 1 to {MAXIMUM_PAGE_SIZE}."
    )


@strawberry.input(description="One slot of one machine, as you last saw it.")
class SlotInput:
    """What a planner's change names; the base of the inputs that change a slot."""

    machine_pk: int = strawberry.field(description="Key of the machine.")
    operation_type: OperationType = strawberry.field(description="Which of its slots.")
    expected_version: int | None = strawberry.field(
        default=strawberry.UNSET,
        description="The slot's version as you saw it: if somebody changed it since, you get AssignmentConflict; "
        "null or absent: whatever it is now.",
    )

    def slot(self) -> SlotRequest:
        """The domain's word for it."""
        return SlotRequest(
            machine_pk=self.machine_pk,
            operation_type=self.operation_type,
            expected_version=given(self.expected_version),
        )


@strawberry.input(description="One operation of Monitor's catalogue.")
class PoolOperationInput:
    """One line of the catalogue."""

    monitor_operation_id: str = strawberry.field(
        description="Monitor's id; of several with the same, the first counts."
    )
    part_name: str | None = strawberry.field(
        default=strawberry.UNSET, description="The part's name; null or absent: none."
    )
    report_id: str | None = strawberry.field(
        default=strawberry.UNSET, description="Monitor's report number; null or absent: none."
    )
    quantity: int | None = strawberry.field(
        default=strawberry.UNSET, description="Parts planned, 0 or more; null or absent: unknown."
    )

    def line(self) -> PoolOperation:
        """The domain's word for it."""
        return PoolOperation(
            monitor_operation_id=self.monitor_operation_id,
            name=given(self.part_name),
            report_number=given(self.report_id),
            quantity=given(self.quantity),
        )
