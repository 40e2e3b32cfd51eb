"""The script's JSON: strict bodies into the domain's commands, results into answers with exact keys in exact order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, TypedDict, TypeVar, cast

from pydantic import ValidationError

from monitoring.domain.assignment_rows import AssignmentChoice, assignment_rows
from monitoring.domain.errors import InvalidValue
from monitoring.domain.monitor_updates import MonitorUpdate
from monitoring.domain.operation_fields import PLAN_FIELD_NAMES
from monitoring.domain.pool_sync import PoolOperation
from monitoring.domain.reports import TrackingReport
from monitoring.payload_models import Payload, PoolPayload, UpdatePayload
from monitoring.payload_values import MAXIMUM_EMPLOYEES, read_machine_key, shown

if TYPE_CHECKING:
    from django.http import QueryDict
    from pydantic_core import ErrorDetails

    from monitoring.choices import OperationType
    from monitoring.domain.operation_fields import OperationFields, ReportFields
    from monitoring.domain.pool_sync import PoolSync


# --- JSON in ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class PoolCatalogue:
    """What a pool sync asks for."""

    operations: list[PoolOperation]
    force: bool


PayloadT = TypeVar("PayloadT", bound=Payload)

_SENTENCES: Final = {
    "invalid_value": "{sentence}",
    "missing": "{field} is required.",
    "bool_type": "{field} must be true or false; {shown} is not.",
    "list_type": "{field} must be a list; {shown} is not.",
    "model_type": "{field} must be a JSON object; {shown} is not.",
    "too_long": f"{{field}} may have at most {MAXIMUM_EMPLOYEES} entries.",
}


def read_update(body: object, *, operation_type: OperationType) -> TrackingReport | MonitorUpdate:
    """Read an update: Monitor's plan if it has any of the plan's keys, else a tracking report (rule 3 of the domain).

    Raises InvalidValue, which names the key at fault as the script sent it.
    """
    payload = _validated(UpdatePayload, body)
    fields = payload.model_dump(exclude_unset=True, exclude={"machine_pk", "monitor_operation_id"})
    if "drawing_image_base64" in fields:
        fields["drawing"] = fields.pop("drawing_image_base64")
    machine_pk, monitor_operation_id = payload.machine_pk, payload.monitor_operation_id
    if fields.keys() & PLAN_FIELD_NAMES:
        return MonitorUpdate(
            machine_pk=machine_pk,
            operation_type=operation_type,
            monitor_operation_id=monitor_operation_id,
            fields=cast("OperationFields", fields),
        )
    return TrackingReport(
        machine_pk=machine_pk,
        operation_type=operation_type,
        monitor_operation_id=monitor_operation_id,
        fields=cast("ReportFields", fields),
    )


def read_pool(body: object) -> PoolCatalogue:
    """Read a pool sync. Raises InvalidValue, which names the line at fault, such as `operations[3].quantity`."""
    payload = _validated(PoolPayload, body)
    operations = [
        PoolOperation(
            monitor_operation_id=line.monitor_operation_id,
            name=line.part_name,
            report_number=line.report_id,
            quantity=line.quantity,
        )
        for line in payload.operations
    ]
    return PoolCatalogue(operations=operations, force=payload.force)


def read_assignment_choice(query: QueryDict) -> AssignmentChoice:
    """Read `?machine_pk=5` (repeatable) and `?active=true`; other parameters are ignored. Raises InvalidValue."""
    machine_pks = [read_machine_key(text, field="machine_pk") for text in query.getlist("machine_pk")]
    active = query.getlist("active")
    if wrong := set(active) - {"true"}:
        raise InvalidValue(f"active can only be true; {shown(min(wrong))} is not.", field="active")
    return AssignmentChoice(
        machine_pks=frozenset(machine_pks) if "machine_pk" in query else None,
        active_machines_only=bool(active),
    )


def _validated(model: type[PayloadT], body: object) -> PayloadT:
    try:
        return model.model_validate(body)
    except ValidationError as error:
        raise _refusal(error.errors(include_url=False)[0]) from None


def _refusal(error: ErrorDetails) -> InvalidValue:
    """Say what is wrong in one sentence that begins with where: `operations[3].quantity must be …`."""
    field = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in error["loc"]).lstrip(".")
    context: dict[str, Any] = error.get("ctx", {})
    sentence = context.get("sentence", "").removeprefix(context.get("field", ""))
    text = _SENTENCES[error["type"]].format(
        field=field or "The body", shown=shown(error["input"]), sentence=f"{field}{sentence}"
    )
    return InvalidValue(text, field=field or None)


# What the list tells of each assignment.
LISTED: Final = (("machine_pk",), ("monitor_operation_id",), ("operation_type",))

# --- JSON out -----------------------------------------------------------------------------------------------


class ManualAssignmentEntry(TypedDict):
    """One operation that a planner put into a slot; `operation_type` is "current" or "next"."""

    machine_pk: int
    monitor_operation_id: str
    operation_type: str


class ManualAssignmentsAnswer(TypedDict):
    """The list that the script tracks."""

    assignments: list[ManualAssignmentEntry]


class UpdateAnswer(TypedDict):
    """An accepted update; `changed` is false where everything was known already."""

    message: Literal["Monitor operation updated successfully"]
    changed: bool


class PoolAnswer(TypedDict):
    """What a sync did, in operations."""

    success: Literal[True]
    created: int
    updated: int
    already_in_pool: int
    removed_from_pool: int
    total_in_pool: int
    duplicates_in_payload: int


def manual_assignments_answer(choice: AssignmentChoice) -> ManualAssignmentsAnswer:
    """List the assignments of a choice, by machine key, current before next."""
    return {
        "assignments": [
            {
                "machine_pk": machine_pk,
                "monitor_operation_id": monitor_operation_id,
                "operation_type": operation_type,
            }
            for machine_pk, monitor_operation_id, operation_type, *_ in assignment_rows(LISTED, choice)
        ]
    }


def update_answer(*, changed: bool) -> UpdateAnswer:
    """Tell that an update was accepted."""
    return {"message": "Monitor operation updated successfully", "changed": changed}


def pool_answer(result: PoolSync) -> PoolAnswer:
    """Tell what a pool sync did."""
    return {
        "success": True,
        "created": result.created,
        "updated": result.updated,
        "already_in_pool": result.already_in_pool,
        "removed_from_pool": result.removed_from_pool,
        "total_in_pool": result.total_in_pool,
        "duplicates_in_payload": result.duplicates_in_payload,
    }
