"""Assignments: what planners put into the slots, decided here under the same rules as on the planning screens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin, messages
from django.db.models import Q, QuerySet

from monitoring.admin.assignment_form import AssignmentForm, seen_version_field
from monitoring.admin.base import DomainAdmin, may_change_assignments
from monitoring.admin.slot_columns import BoardChangeList, monitor_column, slot_column
from monitoring.admin.slot_edits import apply_slot_edits, delete_assignment
from monitoring.choices import OperationType
from monitoring.models import MachineOperationAssignment
from monitoring.request_actor import actor_of

if TYPE_CHECKING:
    from django.db.models import Field
    from django.forms import Field as FormField
    from django.forms import ModelForm
    from django.http import HttpRequest

    from monitoring.domain.actors import Actor


class SlotFilter(admin.SimpleListFilter):
    """By what a planner put into one of the slots."""

    operation_type: OperationType

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("operation", "An operation"), ("idle", "Idle"), ("monitor", "Follows Monitor")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[MachineOperationAssignment]
    ) -> QuerySet[MachineOperationAssignment]:
        prefix = f"manual_{self.operation_type.value}"
        operation, idle = Q(**{f"{prefix}_operation__isnull": False}), Q(**{f"{prefix}_is_idle": True})
        chosen = {"operation": operation, "idle": idle, "monitor": ~operation & ~idle}
        return queryset.filter(chosen.get(self.value() or "", Q()))


class CurrentSlotFilter(SlotFilter):
    """The current slot's."""

    operation_type = OperationType.CURRENT
    title = "current slot"
    parameter_name = "current"


class NextSlotFilter(SlotFilter):
    """The next slot's."""

    operation_type = OperationType.NEXT
    title = "next slot"
    parameter_name = "next"


@admin.register(MachineOperationAssignment)
class AssignmentAdmin(DomainAdmin[MachineOperationAssignment]):
    """One row per machine that ever had an override; saving goes through the domain, slot by slot."""

    form = AssignmentForm
    list_display = ["machine", "current_slot", "monitor_current", "next_slot", "monitor_next"]
    list_filter = [CurrentSlotFilter, NextSlotFilter, "machine__is_active"]
    list_select_related = ["machine"]
    ordering = ["machine__name", "pk"]
    search_fields = [
        "machine__name",
        "manual_current_operation__name",
        "manual_current_operation__monitor_operation_id",
        "manual_next_operation__name",
        "manual_next_operation__monitor_operation_id",
    ]
    autocomplete_fields = ["machine", "manual_current_operation", "manual_next_operation"]
    readonly_fields = [
        "monitor_current",
        "manual_current_set_at",
        "manual_current_set_by",
        "saved_monitor_current_op_id",
        "manual_current_version",
        "monitor_next",
        "manual_next_set_at",
        "manual_next_set_by",
        "saved_monitor_next_op_id",
        "manual_next_version",
    ]

    # Putting something into a slot is one right, whether or not the machine's row exists already.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return may_change_assignments(request)

    def has_change_permission(
        self, request: HttpRequest, obj: MachineOperationAssignment | None = None
    ) -> bool:
        return may_change_assignments(request)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoardChangeList]:
        return BoardChangeList

    def get_readonly_fields(
        self, request: HttpRequest, obj: MachineOperationAssignment | None = None
    ) -> list[str]:
        # A row stays with its machine.
        return [*self.readonly_fields, *(["machine"] if obj is not None else [])]

    def get_fieldsets(self, request: HttpRequest, obj: MachineOperationAssignment | None = None) -> Any:
        writes = may_change_assignments(request)
        return [
            (None, {"fields": ["machine"]}),
            *(
                (f"{slot.label} slot", {"fields": _fields_of(slot, is_new=obj is None, writes=writes)})
                for slot in OperationType
            ),
        ]

    def formfield_for_dbfield(
        self, db_field: Field[Any, Any], request: HttpRequest, **kwargs: Any
    ) -> FormField | None:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_delete_related"):
            # Beside a slot, deleting an operation is too easily mistaken for taking it out of the slot.
            field.widget.can_delete_related = False
        return field

    def save_model(
        self,
        request: HttpRequest,
        obj: MachineOperationAssignment,
        form: ModelForm[MachineOperationAssignment],
        change: bool,
    ) -> None:
        edits = cast("AssignmentForm", form).slot_edits()
        row, warnings = apply_slot_edits(edits, machine_pk=obj.machine_id, by=actor_of(request))
        obj.pk = row.pk
        obj.refresh_from_db()
        for warning in warnings:
            self.message_user(request, warning.message, messages.WARNING)

    def delete_row(self, row: MachineOperationAssignment, *, by: Actor) -> None:
        delete_assignment(row, by=by)

    @admin.display(description="Current")
    def current_slot(self, assignment: MachineOperationAssignment) -> str:
        return slot_column(assignment, OperationType.CURRENT)

    @admin.display(description="Next")
    def next_slot(self, assignment: MachineOperationAssignment) -> str:
        return slot_column(assignment, OperationType.NEXT)

    @admin.display(description="Monitor plans as current")
    def monitor_current(self, assignment: MachineOperationAssignment) -> str:
        return monitor_column(assignment, OperationType.CURRENT)

    @admin.display(description="Monitor plans as next")
    def monitor_next(self, assignment: MachineOperationAssignment) -> str:
        return monitor_column(assignment, OperationType.NEXT)


def _fields_of(operation_type: OperationType, *, is_new: bool, writes: bool) -> list[str]:
    slot = operation_type.value
    decided = [f"manual_{slot}_operation", f"manual_{slot}_is_idle", f"manual_{slot}_note"]
    seen = [seen_version_field(operation_type)] if writes else []
    known = [
        f"monitor_{slot}",
        f"manual_{slot}_set_at",
        f"manual_{slot}_set_by",
        f"saved_monitor_{slot}_op_id",
        f"manual_{slot}_version",
    ]
    return [*decided, *seen, *([] if is_new else known)]
