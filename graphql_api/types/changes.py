"""What a successful change answers: the changed object, whether it changed, and what to know about it."""

from typing import Self

import strawberry

from graphql_api.types.machine_slot import MachineSlot
from graphql_api.types.monitor_operation import MonitorOperation
from graphql_api.types.warning import AssignmentWarning
from monitoring import models
from monitoring.domain import assignment_warnings
from monitoring.domain.assignments import SlotChange
from monitoring.domain.reports import ReportOutcome
from monitoring.domain.slot_views import SlotView


@strawberry.type(description="A change that was made, or was not needed.")
class Change:
    """The base of every success; no client sees it."""

    changed: bool = strawberry.field(
        description="Whether anything was written; false where all was so already."
    )
    warnings: list[assignment_warnings.AssignmentWarning] = strawberry.field(
        graphql_type=list[AssignmentWarning],
        default_factory=list,
        description="What is unusual about the change; empty where nothing is.",
    )


@strawberry.type(description="A slot after a change.")
class ChangedSlot(Change):
    """The base of what planners' mutations answer; no client sees it."""

    slot: SlotView = strawberry.field(graphql_type=MachineSlot, description="The slot as it is now.")

    @classmethod
    def of(cls, change: SlotChange) -> Self:
        """Translate the domain's answer."""
        return cls(slot=change.slot, changed=change.changed, warnings=list(change.warnings))


@strawberry.type(description="An operation after a change.")
class ChangedOperation(Change):
    """The base of what reports and the setup toggle answer; no client sees it."""

    operation: models.Monitor_operation = strawberry.field(
        graphql_type=MonitorOperation, description="The operation as it is now."
    )

    @classmethod
    def of(cls, outcome: ReportOutcome) -> Self:
        """Translate the domain's answer."""
        return cls(operation=outcome.operation, changed=outcome.changed)
