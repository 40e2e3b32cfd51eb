"""How the tests of the REST door call it, and how they look at what it did."""

import json
from typing import Any, NamedTuple

from django.test import Client

from monitoring import models

MANUAL_ASSIGNMENTS = "/monitoring/api/manual-assignments/"
UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"
UPDATE_NEXT = "/monitoring/update-next-monitor-operation/"
SYNC_POOL = "/monitoring/api/sync-operation-pool/"
POST_DOORS = (UPDATE_CURRENT, UPDATE_NEXT, SYNC_POOL)

ACCEPTED = {"message": "Monitor operation updated successfully", "changed": True}
NOTHING_NEW = {"message": "Monitor operation updated successfully", "changed": False}


class Answered(NamedTuple):
    """What a test compares: the status and the JSON."""

    status: int
    body: dict[str, Any]


def post(client: Client, address: str, payload: object) -> Answered:
    """POST a payload as JSON."""
    return post_bytes(client, address, json.dumps(payload).encode())


def post_bytes(client: Client, address: str, body: bytes) -> Answered:
    """POST bytes that claim to be JSON; every answer of these doors must be JSON."""
    response = client.post(address, body, content_type="application/json")
    assert response.headers["Content-Type"] == "application/json"
    return Answered(response.status_code, response.json())


def refusal(answered: Answered) -> tuple[int, str, str | None]:
    """Status, code and field of a refusal, whose sentence must not be empty."""
    assert answered.body["error"]
    assert set(answered.body) <= {"error", "code", "field"}
    return answered.status, answered.body["code"], answered.body.get("field")


def tracked(client: Client, query: str = "") -> list[tuple[int, str, str]]:
    """The script's list, as (machine_pk, monitor_operation_id, operation_type)."""
    entries = client.get(MANUAL_ASSIGNMENTS + query).json()["assignments"]
    return [
        (entry["machine_pk"], entry["monitor_operation_id"], entry["operation_type"]) for entry in entries
    ]


def all_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Every row of every table of the product, to tell whether anything at all was written."""
    return {
        "Machine": list(models.Machine.objects.order_by("pk").values_list()),
        "Monitor_operation": list(models.Monitor_operation.objects.order_by("pk").values_list()),
        "OperationDrawing": [
            (pk, bytes(image), updated_at)
            for pk, image, updated_at in models.OperationDrawing.objects.order_by("pk").values_list(
                "pk", "image", "updated_at"
            )
        ],
        "MachineOperationAssignment": list(
            models.MachineOperationAssignment.objects.order_by("pk").values_list()
        ),
        "PlanningEvent": list(models.PlanningEvent.objects.order_by("pk").values_list()),
        "ScriptVisit": list(models.ScriptVisit.objects.order_by("pk").values_list()),
    }
