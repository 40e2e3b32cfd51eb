"""Back to Monitor's plan for a selection of slots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitoring.domain.assignments import SlotChange, SlotRequest, clear_slot
from monitoring.domain.errors import DomainError, InvalidValue
from monitoring.domain.values import MAXIMUM_NOTE_LENGTH, check_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitoring.domain.actors import Actor

MAXIMUM_SLOTS = 200


def clear_slots(slots: Sequence[SlotRequest], *, by: Actor, note: str = "") -> list[SlotChange | DomainError]:
    """Give up to 200 slots back to Monitor's plan, each in a transaction of its own, in the order given.

    A refused slot changes nothing and stops no other. One transaction for all would hold the lock of the event log
    while it waits for the next machine. Raises PermissionDenied, and InvalidValue for the note or too many slots.
    """
    by.require_change_assignments()
    check_text(note, field="note", maximum=MAXIMUM_NOTE_LENGTH)
    if len(slots) > MAXIMUM_SLOTS:
        raise InvalidValue(
            f"At most {MAXIMUM_SLOTS} slots fit in one call; these are {len(slots)}.", field="slots"
        )
    return [_clear(slot, by=by, note=note) for slot in slots]


def _clear(slot: SlotRequest, *, by: Actor, note: str) -> SlotChange | DomainError:
    try:
        return clear_slot(slot=slot, by=by, note=note)
    except DomainError as refusal:
        return refusal
