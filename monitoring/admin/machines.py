"""Machines: edited plainly; deleted through the domain."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html

from monitoring.admin.base import DomainAdmin, RefusableForm
from monitoring.admin.slot_columns import BoardChangeList, monitor_column, slot_column
from monitoring.choices import OperationType
from monitoring.domain.deletions import delete_machine
from monitoring.models import Machine

if TYPE_CHECKING:
    from django.forms import ModelForm
    from django.http import HttpRequest

    from monitoring.domain.actors import Actor


class MachineForm(RefusableForm[Machine]):
    """What people decide about a machine."""

    class Meta:
        model = Machine
        fields = ["name", "is_active", "work_center_id"]
        labels = {
            "is_active": "Active",
            "monitor_current_heard_at": "Monitor last heard of",
            "monitor_next_heard_at": "Monitor last heard of",
        }


@admin.register(Machine)
class MachineAdmin(DomainAdmin[Machine]):
    """Each machine with what its slots hold."""

    list_display = [
        "name",
        "current_slot",
        "next_slot",
        "is_active",
        "work_center_id",
    ]
    list_filter = ["is_active"]
    search_fields = ["name", "work_center_id"]
    ordering = ["name", "pk"]
    readonly_fields = [
        "current_slot",
        "monitor_current",
        "monitor_current_heard_at",
        "next_slot",
        "monitor_next",
        "monitor_next_heard_at",
        "assignment",
    ]
    fieldsets = [
        (None, {"fields": ["name", "is_active", "work_center_id"]}),
        ("Current slot", {"fields": ["current_slot", "monitor_current", "monitor_current_heard_at"]}),
        ("Next slot", {"fields": ["next_slot", "monitor_next", "monitor_next_heard_at"]}),
        ("Overrides", {"fields": ["assignment"]}),
    ]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[BoardChangeList]:
        return BoardChangeList

    def get_fieldsets(self, request: HttpRequest, obj: Machine | None = None) -> Any:
        return super().get_fieldsets(request, obj)[: None if obj is not None else 1]

    def save_model(self, request: HttpRequest, obj: Machine, form: ModelForm[Machine], change: bool) -> None:
        # Only what was edited: when Monitor was last heard of may have moved on since the form read the row.
        obj.save(update_fields=form.changed_data if change else None)

    def delete_row(self, row: Machine, *, by: Actor) -> None:
        delete_machine(machine_pk=row.pk, by=by)

    @admin.display(description="Current")
    def current_slot(self, machine: Machine) -> str:
        return slot_column(machine, OperationType.CURRENT)

    @admin.display(description="Next")
    def next_slot(self, machine: Machine) -> str:
        return slot_column(machine, OperationType.NEXT)

    @admin.display(description="Monitor plans")
    def monitor_current(self, machine: Machine) -> str:
        return monitor_column(machine, OperationType.CURRENT)

    @admin.display(description="Monitor plans")
    def monitor_next(self, machine: Machine) -> str:
        return monitor_column(machine, OperationType.NEXT)

    @admin.display(description="Assignment")
    def assignment(self, machine: Machine) -> str:
        """Where the overrides of this machine are decided."""
        row = getattr(machine, "operation_assignment", None)
        page = "admin:monitoring_machineoperationassignment"
        if row is not None:
            return format_html(
                '<a href="{}">Change its overrides</a>', reverse(f"{page}_change", args=[row.pk])
            )
        return format_html('<a href="{}?machine={}">Override a slot</a>', reverse(f"{page}_add"), machine.pk)
