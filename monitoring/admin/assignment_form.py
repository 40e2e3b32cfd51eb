"""The form of one machine's assignment: what each slot shall hold, compared with what the form was loaded with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django import forms

from monitoring.admin.base import RefusableForm
from monitoring.admin.slot_edits import SlotEdit
from monitoring.choices import OperationType
from monitoring.domain.errors import AssignmentConflict
from monitoring.domain.slots import Slot
from monitoring.models import MachineOperationAssignment

if TYPE_CHECKING:
    from django.http import QueryDict

    from monitoring.domain.slot_views import SlotView

IDLE_HELP = (
    "Nothing runs here, whatever Monitor says. Leave operation and idle empty to follow Monitor's plan."
)
NOTE_HELP = (
    "Why. A note belongs to its decision: another note alone is recorded as a new assignment of the same "
    "operation; with an emptied slot it is the reason for emptying it."
)


def slot_labels(operation_type: OperationType) -> dict[str, str]:
    """What the form calls the columns of one slot; the heading above them says which slot it is."""
    slot = operation_type.value
    return {
        f"manual_{slot}_operation": "Operation",
        f"manual_{slot}_is_idle": "Idle",
        f"manual_{slot}_note": "Note",
        f"manual_{slot}_set_at": "Decided at",
        f"manual_{slot}_set_by": "Decided by",
        f"saved_monitor_{slot}_op_id": "Monitor's id at that time",
        f"manual_{slot}_version": "Version",
    }


class AssignmentForm(RefusableForm[MachineOperationAssignment]):
    """Both slots of a machine. It validates and says what was changed; `slot_edits` go to the domain."""

    seen_current_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)
    seen_next_version = forms.IntegerField(required=False, min_value=0, widget=forms.HiddenInput)

    class Meta:
        model = MachineOperationAssignment
        fields = [
            "machine",
            "manual_current_operation",
            "manual_current_is_idle",
            "manual_current_note",
            "manual_next_operation",
            "manual_next_is_idle",
            "manual_next_note",
        ]
        labels = {name: label for slot in OperationType for name, label in slot_labels(slot).items()}
        help_texts = {f"manual_{slot.value}_is_idle": IDLE_HELP for slot in OperationType}
        help_texts |= {f"manual_{slot.value}_note": NOTE_HELP for slot in OperationType}
        error_messages = {
            "machine": {
                "unique": "This machine has an assignment already: open that one and change its slots."
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for operation_type in OperationType:
            self.initial[seen_version_field(operation_type)] = Slot(self.instance, operation_type).version
        if self.refusal is not None and isinstance(self.refusal.error, AssignmentConflict):
            self.data = _caught_up(cast("QueryDict", self.data), self.refusal.error.slot)

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        for operation_type in OperationType:
            operation, is_idle, note = slot_fields(operation_type)
            changed = set(self.changed_data) & {operation, is_idle, note}
            holds = self.cleaned_data.get(operation) is not None or self.cleaned_data.get(is_idle)
            if changed == {note} and self.cleaned_data.get(note) and not holds:
                self.add_error(note, "A note needs an operation or idle.")
        return cleaned

    def slot_edits(self) -> list[SlotEdit]:
        """What was changed, per slot; a slot that was left alone has no entry. Only for a valid form."""
        return [self._edit(slot) for slot in OperationType if self._changed(slot)]

    def _changed(self, operation_type: OperationType) -> set[str]:
        return set(self.changed_data) & set(slot_fields(operation_type))

    def _edit(self, operation_type: OperationType) -> SlotEdit:
        changed = self._changed(operation_type)
        operation, is_idle, note = slot_fields(operation_type)
        chosen, idle = self.cleaned_data[operation], self.cleaned_data[is_idle]
        empties = chosen is None and not idle
        return SlotEdit(
            operation_type=operation_type,
            operation_pk=chosen.pk if chosen is not None else None,
            is_idle=idle,
            # The note that is still there was given for what leaves the slot; it is no reason for emptying it.
            note="" if empties and note not in changed else self.cleaned_data[note],
            only_note_changed=changed == {note},
            seen_version=self.cleaned_data.get(seen_version_field(operation_type)),
        )


def slot_fields(operation_type: OperationType) -> tuple[str, str, str]:
    """Names of the form's fields for one slot: operation, idle, note."""
    prefix = f"manual_{operation_type.value}"
    return f"{prefix}_operation", f"{prefix}_is_idle", f"{prefix}_note"


def seen_version_field(operation_type: OperationType) -> str:
    """Name of the hidden field with the slot's version that the form was loaded with."""
    return f"seen_{operation_type.value}_version"


def _caught_up(data: QueryDict, slot: SlotView) -> QueryDict:
    """The data as if the form had been loaded after the conflict, so that saving once more is a decision."""
    caught_up = data.copy()
    held = (slot.manual_operation.pk if slot.manual_operation else "", slot.is_idle, slot.note or "")
    for name, value in zip(slot_fields(slot.operation_type), held, strict=True):
        caught_up[f"initial-{name}"] = str(value)
    caught_up[seen_version_field(slot.operation_type)] = str(slot.version)
    return caught_up
