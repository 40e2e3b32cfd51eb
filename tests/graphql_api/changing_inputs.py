"""For each mutation an input that changes something, on a plant where it can."""

from typing import Any

from monitoring.models import Machine, PlanningEvent
from tests.factories import MONITOR_ID, assigned, machine, pool_operation

DECISIONS = [
    "assignOperation",
    "markSlotIdle",
    "clearSlot",
    "clearSlots",
    "restoreSlot",
    "setOperationSetup",
]
REPORTS = ["updateOperationQuantity", "updateOperationQuantities", "syncOperationPool"]


def lathe_with_work() -> Machine:
    """A machine that holds an operation as current; another one waits in the pool."""
    lathe = machine()
    assigned(lathe)
    pool_operation("9", "Lid")
    return lathe


def inputs(mutation: str, lathe: Machine) -> dict[str, Any]:
    """What would change something, if it were allowed."""
    slot = {"machinePk": lathe.pk, "operationType": "CURRENT"}
    report = {**slot, "monitorOperationId": MONITOR_ID, "currentlyMadeQuantity": 45}
    held = str(lathe.operation_assignment.manual_current_operation_id)
    by_mutation: dict[str, dict[str, Any]] = {
        "assignOperation": {**slot, "operationType": "NEXT", "operationId": held},
        "markSlotIdle": slot,
        "clearSlot": slot,
        "clearSlots": {"slots": [slot]},
        "restoreSlot": {"eventId": str(PlanningEvent.objects.latest("pk").pk)},
        "setOperationSetup": {**slot, "operationId": held, "isSetup": False},
        "updateOperationQuantity": report,
        "updateOperationQuantities": {"reports": [report]},
        "syncOperationPool": {"operations": [{"monitorOperationId": "10"}]},
    }
    return by_mutation[mutation]
