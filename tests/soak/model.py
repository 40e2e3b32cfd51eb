"""What the database must hold, in plain Python: everything that was acknowledged, and nothing else."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from monitoring.choices import OperationType

IDLE = "idle"
NOTHING = None
Held = int | str | None  # an operation's key, IDLE or NOTHING

STATE = """
from collections import Counter
from monitoring.models import MachineOperationAssignment, Monitor_operation, PlanningEvent
slots = {
    f"{row.machine_id} {slot}": [
        "idle" if getattr(row, f"manual_{slot}_is_idle") else getattr(row, f"manual_{slot}_operation_id"),
        getattr(row, f"manual_{slot}_version"),
    ]
    for row in MachineOperationAssignment.objects.all() for slot in ("current", "next")
}
answer = {
    "slots": slots,
    "made": dict(Monitor_operation.objects.values_list("monitor_operation_id", "currently_made_quantity")),
    "events": Counter(PlanningEvent.objects.values_list("kind", flat=True)),
    "ids": list(PlanningEvent.objects.order_by("pk").values_list("pk", flat=True)),
}
"""


@dataclass
class Slot:
    """What a planner was told that a slot holds."""

    held: Held = NOTHING
    version: int = 0


@dataclass
class PlantModel:
    """Slots by machine and name, totals by Monitor's id, and the number of events of each kind.

    Each slot has one planner and each total is reported by the one script, so that nothing here needs a lock.
    """

    slots: dict[tuple[int, OperationType], Slot]
    made: dict[str, int]
    events: Counter[str] = field(default_factory=Counter)
    surprises: list[str] = field(default_factory=list)

    def decided(self, key: tuple[int, OperationType], held: Held, *, changed: bool, version: int) -> None:
        """Take an acknowledged decision; what was answered must be what the model expects."""
        slot = self.slots[key]
        expected = (held != slot.held, slot.version + (held != slot.held))
        if (changed, version) != expected:
            self.surprises.append(f"{key} to {held}: answered {(changed, version)}, expected {expected}")
        if changed:
            self.events[kind_of(held)] += 1
        slot.held, slot.version = held, version

    def reported(self, monitor_operation_id: str) -> None:
        """Take an acknowledged report of one part more."""
        self.made[monitor_operation_id] += 1
        self.events["quantity_reported"] += 1

    def differences(self, state: dict[str, Any]) -> list[str]:
        """Where the database, as STATE reads it, is not what was acknowledged; empty where it is."""
        slots = {
            f"{pk} {slot.value}": [kept.held, kept.version]
            for (pk, slot), kept in self.slots.items()
            if kept.version
        }
        found = {key: held for key, held in state["slots"].items() if held[1]}
        made = {key: total for key, total in self.made.items() if total}
        written = {key: total for key, total in state["made"].items() if total}
        return [
            *self.surprises,
            *unequal("slot", slots, found),
            *unequal("total", made, written),
            *unequal("events", dict(self.events), state["events"]),
        ]


def kind_of(held: Held) -> str:
    """The kind of the event by which a slot comes to hold this."""
    if isinstance(held, int):
        return "assigned"
    return "idle_marked" if held == IDLE else "cleared"


def unequal(what: str, expected: dict[str, Any], found: dict[str, Any]) -> list[str]:
    """One line for each key under which these differ."""
    return [
        f"{what} {key}: acknowledged {expected.get(key)}, in the database {found.get(key)}"
        for key in sorted(expected.keys() | found.keys())
        if expected.get(key) != found.get(key)
    ]
