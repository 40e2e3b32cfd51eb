"""Operations: what Monitor and the script report is corrected through the domain, so that it leaves its event."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.contrib import admin
from django.db.models import Prefetch, Q

from monitoring.admin.base import NOTHING, DomainAdmin, RefusedChange
from monitoring.admin.operation_form import OperationForm
from monitoring.domain.corrections import add_operation, correct_operation
from monitoring.domain.deletions import delete_operation
from monitoring.domain.drawings import operations_with_drawing
from monitoring.domain.errors import DomainError
from monitoring.models import MachineOperationAssignment, Monitor_operation
from monitoring.request_actor import actor_of

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest

    from monitoring.domain.actors import Actor


class HeldFilter(admin.SimpleListFilter):
    """By whether a planner put the operation into a slot."""

    title = "assigned by a planner"
    parameter_name = "assigned"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "Yes"), ("no", "No")]

    def queryset(
        self, request: HttpRequest, queryset: QuerySet[Monitor_operation]
    ) -> QuerySet[Monitor_operation]:
        rows = MachineOperationAssignment.objects
        held = Q(
            pk__in=rows.filter(manual_current_operation__isnull=False).values("manual_current_operation")
        )
        held |= Q(pk__in=rows.filter(manual_next_operation__isnull=False).values("manual_next_operation"))
        return queryset.filter({"yes": held, "no": ~held}.get(self.value() or "", Q()))


@admin.register(Monitor_operation)
class OperationAdmin(DomainAdmin[Monitor_operation]):
    """Every job that was ever known: the pool, what Monitor plans on machines, and history."""

    form = OperationForm
    list_display = [
        "name",
        "monitor_operation_id",
        "report_number",
        "machine",
        "monitor_slot",
        "assigned_to",
        "progress",
        "is_setup",
        "is_in_pool",
    ]
    list_filter = ["is_in_pool", HeldFilter, "monitor_slot", "is_setup", "is_in_progress"]
    list_select_related = ["machine"]
    ordering = ["name", "pk"]
    search_fields = ["name", "report_number", "monitor_operation_id"]
    search_help_text = "Name, report number or Monitor's id; every word must be found"
    autocomplete_fields = ["machine"]
    readonly_fields = [
        "monitor_slot",
        "monitor_left_at",
        "assigned_to",
        "quantity_reported_at",
        "employee_names",
        "has_drawing",
    ]
    fieldsets = [
        (None, {"fields": ["monitor_operation_id", "machine", "name"]}),
        ("Progress", {"fields": ["quantity", "currently_made_quantity", "quantity_reported_at", "is_setup"]}),
        (
            "Where it is",
            {"fields": ["is_in_pool", "is_in_progress", "monitor_slot", "monitor_left_at", "assigned_to"]},
        ),
        (
            "Details",
            {
                "fields": [
                    "material",
                    "report_number",
                    "location",
                    "priority",
                    "planned_start_date",
                    "planned_finish_date",
                    "employee_names",
                    "has_drawing",
                ]
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Monitor_operation]:
        holding = MachineOperationAssignment.objects.select_related("machine").order_by("machine__name")
        return (
            super()
            .get_queryset(request)
            .prefetch_related(
                Prefetch("manual_current_assignments", holding), Prefetch("manual_next_assignments", holding)
            )
        )

    def get_readonly_fields(self, request: HttpRequest, obj: Monitor_operation | None = None) -> list[str]:
        if obj is None:
            return self.readonly_fields
        # A row never becomes another job; and what Monitor plans is in progress by Monitor's word.
        decided = ["is_in_progress"] if obj.monitor_slot is not None else []
        return [*self.readonly_fields, "monitor_operation_id", "machine", *decided]

    def save_model(
        self,
        request: HttpRequest,
        obj: Monitor_operation,
        form: ModelForm[Monitor_operation],
        change: bool,
    ) -> None:
        edited = cast("OperationForm", form)
        try:
            if not change:
                add_operation(obj, by=actor_of(request))
            elif fields := edited.corrections():
                correct_operation(
                    operation_pk=obj.pk, fields=fields, seen=edited.seen(), by=actor_of(request)
                )
        except DomainError as error:
            raise RefusedChange(error, field=error.field) from error

    def delete_row(self, row: Monitor_operation, *, by: Actor) -> None:
        delete_operation(operation_pk=row.pk, by=by)

    @admin.display(description="Assigned to")
    def assigned_to(self, operation: Monitor_operation) -> str:
        """The slots that planners put it into."""
        if operation.pk is None:
            return NOTHING
        current = [f"{row.machine} (current)" for row in operation.manual_current_assignments.all()]
        next_ = [f"{row.machine} (next)" for row in operation.manual_next_assignments.all()]
        return ", ".join(current + next_) or NOTHING

    @admin.display(description="Made", ordering="currently_made_quantity")
    def progress(self, operation: Monitor_operation) -> str:
        planned = operation.quantity if operation.quantity is not None else "?"
        return f"{operation.currently_made_quantity} of {planned}"

    @admin.display(description="Drawing", boolean=True)
    def has_drawing(self, operation: Monitor_operation) -> bool:
        return operation.pk is not None and bool(operations_with_drawing(operation_pks={operation.pk}))
