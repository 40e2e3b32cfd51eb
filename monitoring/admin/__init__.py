"""The administration: people edit rows here, and every rule of the domain holds for them as for planners."""

from monitoring.admin.assignments import AssignmentAdmin
from monitoring.admin.events import PlanningEventAdmin, QuantityReportAdmin
from monitoring.admin.machines import MachineAdmin
from monitoring.admin.operations import OperationAdmin
from monitoring.admin.script_tokens import ScriptTokenAdmin

__all__ = [
    "AssignmentAdmin",
    "MachineAdmin",
    "OperationAdmin",
    "PlanningEventAdmin",
    "QuantityReportAdmin",
    "ScriptTokenAdmin",
]
