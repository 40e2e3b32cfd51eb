"""The log of planning events: to be read, never to be edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.contrib import admin

from monitoring.admin.base import NOTHING, ReadOnlyAdmin
from monitoring.choices import PlanningEventKind
from monitoring.models import PlanningEvent, QuantityReportEvent

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest

    from monitoring.domain.slot_states import SlotState


E = TypeVar("E", bound=PlanningEvent)


class EventAdmin(ReadOnlyAdmin[E]):
    """What every list of events offers."""

    date_hierarchy = "occurred_at"
    ordering = ["-pk"]
    list_per_page = 50
    search_fields = ["machine_name", "operation_name", "monitor_operation_id", "actor", "request_id"]
    search_help_text = "Machine, operation, Monitor's id, who did it, or the id of the request"

    @admin.display(description="Slot", ordering="operation_type")
    def slot(self, event: PlanningEvent) -> str:
        return event.get_operation_type_display() or NOTHING

    @admin.display(description="Held before")
    def held_before(self, event: PlanningEvent) -> str:
        return _described(event.before)

    @admin.display(description="Held after")
    def held_after(self, event: PlanningEvent) -> str:
        return _described(event.after)


@admin.register(PlanningEvent)
class PlanningEventAdmin(EventAdmin[PlanningEvent]):
    """Everything that happened, newest first."""

    list_display = [
        "occurred_at",
        "kind",
        "machine_name",
        "slot",
        "operation_name",
        "monitor_operation_id",
        "quantity",
        "actor",
        "reason",
        "request_id",
    ]
    list_filter = ["kind", "operation_type"]
    fields = [
        "occurred_at",
        "kind",
        "actor",
        "reason",
        ("machine_name", "machine_pk"),
        "slot",
        ("operation_name", "monitor_operation_id", "operation_pk"),
        ("quantity_before", "quantity"),
        "reported_at",
        "held_before",
        "held_after",
        "request_id",
    ]


@admin.register(QuantityReportEvent)
class QuantityReportAdmin(EventAdmin[QuantityReportEvent]):
    """What was made, as it was reported: one row per new total of parts."""

    list_display = [
        "occurred_at",
        "machine_name",
        "slot",
        "operation_name",
        "monitor_operation_id",
        "quantity_before",
        "quantity",
        "actor",
        "reason",
        "request_id",
    ]
    list_filter = ["operation_type"]
    fields = [
        "occurred_at",
        "actor",
        ("machine_name", "machine_pk"),
        "slot",
        ("operation_name", "monitor_operation_id", "operation_pk"),
        ("quantity_before", "quantity"),
        "reported_at",
        "reason",
        "request_id",
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[QuantityReportEvent]:
        return super().get_queryset(request).filter(kind=PlanningEventKind.QUANTITY_REPORTED)


def _described(state: SlotState | None) -> str:
    if state is None:
        return NOTHING
    note = f" (note: {state['note']})" if state["note"] else ""
    if state["held"] != "operation":
        return f"{state['held'].capitalize()}{note}"
    return f"{state['operation_name'] or 'Unnamed operation'} ({state['monitor_operation_id']}){note}"
