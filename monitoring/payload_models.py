"""The JSON objects that the script sends, declared key by key."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, FailFast, model_validator

from monitoring.payload_values import (
    Day,
    Drawing,
    MachineKey,
    NumberOrText,
    NumbersOrTexts,
    PoolId,
    Priority,
    Quantity,
    Text,
    Texts,
    UserKeys,
)
from monitoring.unknown_keys import note_unknown_keys


class Payload(BaseModel):
    """A JSON object whose known keys must fit exactly; the others are dropped."""

    model_config = ConfigDict(strict=True, extra="ignore", frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _tell_unknown_keys(cls, body: object) -> object:
        if isinstance(body, dict) and (unknown := body.keys() - cls.model_fields.keys()):
            note_unknown_keys(unknown)
        return body


class UpdatePayload(Payload):
    """An update of one machine's current or next operation. Only the keys that were sent count, never a default."""

    machine_pk: MachineKey
    monitor_operation_id: NumberOrText | None = None
    currently_made_quantity: Quantity = 0
    is_setup: bool = False
    name: Text | None = None
    quantity: Quantity | None = None
    material: Text | None = None
    report_number: NumberOrText | None = None
    location: Text | None = None
    priority: Priority | None = None
    planned_start_date: Day | None = None
    planned_finish_date: Day | None = None
    drawing_image_base64: Drawing = None
    employee_ids: NumbersOrTexts = []
    employee_names: Texts = []
    employee_django_user_ids: UserKeys = []


class PoolLine(Payload):
    """One operation of Monitor's catalogue."""

    monitor_operation_id: PoolId
    part_name: Text | None = None
    report_id: NumberOrText | None = None
    quantity: Quantity | None = None


class PoolPayload(Payload):
    """Monitor's whole catalogue; `force` lets it shrink the pool by any share."""

    operations: Annotated[list[PoolLine], FailFast()]
    force: bool = False
