"""The closed vocabularies that rows of the database use."""

from django.db import models


class OperationType(models.TextChoices):
    """The two slots of a machine. The values are the ones the Monitor script reads."""

    CURRENT = "current", "Current"
    NEXT = "next", "Next"


class PlanningEventKind(models.TextChoices):
    """What a planning event tells."""

    ASSIGNED = "assigned", "Assigned"
    IDLE_MARKED = "idle_marked", "Idle marked"
    CLEARED = "cleared", "Cleared"
    EXPIRED = "expired", "Expired"
    QUANTITY_REPORTED = "quantity_reported", "Quantity reported"
    MONITOR_MOVED_ON = "monitor_moved_on", "Monitor moved on"
    OPERATION_UPDATED = "operation_updated", "Operation updated"
    SETUP_CHANGED = "setup_changed", "Setup changed"
    POOL_SYNCED = "pool_synced", "Pool synced"
    OPERATION_DELETED = "operation_deleted", "Operation deleted"
    MACHINE_DELETED = "machine_deleted", "Machine deleted"
