"""One job of Monitor G5."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry
import strawberry_django
from django.urls import reverse
from strawberry import Parent

from graphql_api.context import Info
from graphql_api.marks import NEEDS_ONLY_CONTEXT
from graphql_api.query_refusals import QueryRefusals
from graphql_api.types.columns import Column
from graphql_api.types.quantity_report import QuantityReport
from monitoring import models
from monitoring.domain.errors import InvalidValue
from monitoring.domain.progress import MAXIMUM_CURVE_POINTS, REPORTS_FOR_PACE, Progress
from monitoring.domain.progress import QuantityReport as ReportedQuantity
from monitoring.domain.slot_views import SlotView

if TYPE_CHECKING:
    from graphql_api.types.machine_slot import MachineSlot


def _progress(operation: models.Monitor_operation) -> Progress:
    return Progress(planned=operation.quantity, made=operation.currently_made_quantity)


def remaining_quantity(operation: Parent[models.Monitor_operation]) -> int | None:
    """Parts still to make."""
    return _progress(operation).remaining


def is_over_plan(operation: Parent[models.Monitor_operation]) -> bool:
    """Whether more was made than planned."""
    return _progress(operation).is_over_plan


def progress_ratio(operation: Parent[models.Monitor_operation]) -> float | None:
    """Share of the plan that is made."""
    return _progress(operation).ratio


def estimated_finish(operation: Parent[models.Monitor_operation], info: Info) -> datetime | None:
    """When the operation will be done at the pace of its recent reports."""
    reports = info.context.loaders.reports(operation.pk, last=REPORTS_FOR_PACE)
    return _progress(operation).estimated_finish(reports)


def quantity_reports(
    operation: Parent[models.Monitor_operation],
    info: Info,
    last: Annotated[
        int,
        strawberry.argument(description=f"How many of the newest reports, 1 to {MAXIMUM_CURVE_POINTS}."),
    ] = 50,
) -> list[ReportedQuantity]:
    """The progress curve."""
    if not 1 <= last <= MAXIMUM_CURVE_POINTS:
        raise InvalidValue(f"last must be between 1 and {MAXIMUM_CURVE_POINTS}; {last} is not.", field="last")
    reports = info.context.loaders.reports(operation.pk, last=last)
    info.context.count_list(len(reports), info)
    return reports


def assigned_to(operation: Parent[models.Monitor_operation], info: Info) -> list[SlotView]:
    """The slots that planners gave this operation to."""
    slots = info.context.loaders.assigned_slots.get(operation.pk) or []
    info.context.count_list(len(slots), info)
    return slots


def drawing_url(operation: Parent[models.Monitor_operation], info: Info) -> str | None:
    """Where the drawing is, without reading it."""
    has_drawing = info.context.loaders.drawings.get(operation.pk)
    return reverse("operation_drawing", args=[operation.pk]) if has_drawing else None


def employee_names(operation: Parent[models.Monitor_operation]) -> list[str]:
    """Names of a JSON column in which an admin may have left something else."""
    names = operation.employee_names
    return [str(name) for name in names if name is not None] if isinstance(names, list) else []


@strawberry_django.type(
    models.Monitor_operation,
    name="MonitorOperation",
    field_cls=Column,
    description="One job of Monitor G5: a row of the pool, or a machine's own.",
)
class MonitorOperation:
    """Fed by rows of `Monitor_operation`."""

    id: strawberry.auto = strawberry.field(description="Opaque id; what assignOperation takes.")
    monitor_operation_id: strawberry.auto = strawberry.field(
        description="Monitor's id, a string because it exceeds the safe integers of JavaScript; "
        "several rows may share one."
    )
    name: strawberry.auto = strawberry.field(description="The part's name; null where Monitor sent none.")
    quantity: strawberry.auto = strawberry.field(description="Parts planned; null where no plan is known.")
    currently_made_quantity: strawberry.auto = strawberry.field(
        description="Parts made in total, as last reported."
    )
    remaining_quantity: int | None = strawberry.field(
        resolver=remaining_quantity,
        description="Parts still to make, 0 when more was made than planned; null without a plan.",
    )
    is_over_plan: bool = strawberry.field(
        resolver=is_over_plan, description="Whether more parts were made than planned."
    )
    progress: float | None = strawberry.field(
        resolver=progress_ratio,
        description="Share of the plan that is made, 0 to 1; null where the plan is unknown or 0.",
    )
    estimated_finish: datetime | None = strawberry.field(
        resolver=estimated_finish,
        metadata={NEEDS_ONLY_CONTEXT: True},
        description="When the plan will be met at the pace of the recent reports; null where they show none "
        "or nothing remains.",
    )
    quantity_reports: list[ReportedQuantity] = strawberry.field(
        resolver=quantity_reports,
        graphql_type=list[QuantityReport],
        extensions=[QueryRefusals()],
        description="The progress curve: the newest reported totals, oldest first.",
    )
    assigned_to: list[SlotView] = strawberry.field(
        resolver=assigned_to,
        graphql_type=list[Annotated["MachineSlot", strawberry.lazy("graphql_api.types.machine_slot")]],
        description="The slots that planners gave this operation to, ordered by machine key.",
    )
    is_setup: strawberry.auto = strawberry.field(
        description="Whether the operation is in setup; false once it runs."
    )
    is_in_progress: strawberry.auto = strawberry.field(
        description="Whether Monitor plans it as current on its machine."
    )
    is_in_pool: strawberry.auto = strawberry.field(
        description="Whether the pool that planners search has it."
    )
    material: strawberry.auto = strawberry.field(description="The material; null where Monitor sent none.")
    report_number: strawberry.auto = strawberry.field(
        description="Monitor's report number; null where Monitor sent none."
    )
    location: strawberry.auto = strawberry.field(
        description="Where the work is; null where Monitor sent none."
    )
    priority: strawberry.auto = strawberry.field(
        description="Monitor's priority, the lowest first; null where Monitor sent none."
    )
    planned_start_date: strawberry.auto = strawberry.field(
        description="The day on which Monitor plans to begin; null where Monitor sent none."
    )
    planned_finish_date: strawberry.auto = strawberry.field(
        description="The day by which Monitor plans to be done; null where Monitor sent none."
    )
    drawing_url: str | None = strawberry.field(
        resolver=drawing_url,
        metadata={NEEDS_ONLY_CONTEXT: True},
        description="Address of the drawing on this host; null where there is none.",
    )
    employee_names: list[str] = strawberry.field(
        resolver=employee_names, description="Names of the people whom Monitor has on the operation."
    )
