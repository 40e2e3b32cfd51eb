"""The tables: machines, Monitor's operations, the planners' overrides and the log of what happened.

Names and fields of `Monitor_operation` and `MachineOperationAssignment` are the Monitor script's documented contract.
The rules that keep the rows consistent live in `monitoring.domain`; what the database can enforce, it enforces here.
"""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models.functions import Now

from monitoring.access_models import ScriptToken as ScriptToken  # noqa: PLC0414 - exported: a table of the app
from monitoring.choices import OperationType, PlanningEventKind


class Machine(models.Model):
    """A machine of the shop, with two slots: what runs on it now and what comes next."""

    name = models.CharField(max_length=255, unique=True)
    is_active = models.BooleanField(default=True)
    work_center_id = models.CharField("Monitor's work center", max_length=255, null=True, blank=True)
    monitor_current_heard_at = models.DateTimeField(null=True, blank=True, editable=False)
    monitor_next_heard_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name


class Monitor_operation(models.Model):
    """One job of Monitor G5: a row of the pool, or a machine's own. A row never becomes another job.

    `monitor_slot` marks the row that Monitor plans for that slot of its machine; `monitor_left_at` is when Monitor
    moved on from it, and keeps a finished job from being taken for a planned one.
    """

    monitor_operation_id = models.CharField(max_length=255, unique=False)
    machine = models.ForeignKey(
        Machine, on_delete=models.CASCADE, related_name="monitor_operations", null=True, blank=True
    )
    name = models.CharField(max_length=255, null=True, blank=True)
    quantity = models.IntegerField(null=True, blank=True, validators=[MinValueValidator(0)])
    currently_made_quantity = models.IntegerField(default=0, validators=[MinValueValidator(0)])
    is_setup = models.BooleanField(default=True)
    is_in_progress = models.BooleanField(default=False)
    is_in_pool = models.BooleanField(default=False)
    material = models.CharField(max_length=255, null=True, blank=True)
    report_number = models.CharField(max_length=255, null=True, blank=True)
    location = models.CharField(max_length=255, null=True, blank=True)
    priority = models.IntegerField(null=True, blank=True)
    planned_start_date = models.DateField(null=True, blank=True)
    planned_finish_date = models.DateField(null=True, blank=True)
    employee_ids = models.JSONField(default=list, blank=True)
    employee_names = models.JSONField(default=list, blank=True)
    employee_django_user_ids = models.JSONField(default=list, blank=True)
    monitor_slot = models.CharField(
        max_length=7, choices=OperationType.choices, null=True, blank=True, editable=False
    )
    monitor_left_at = models.DateTimeField(null=True, blank=True, editable=False)
    quantity_reported_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = "operation"
        permissions = [("report_quantities", "Can report quantities, speak for Monitor and sync the pool")]
        constraints = [
            models.UniqueConstraint(
                fields=["machine", "monitor_slot"],
                condition=models.Q(monitor_slot__isnull=False),
                name="one_monitor_operation_per_slot",
            ),
            models.CheckConstraint(
                condition=models.Q(monitor_slot__isnull=True)
                | models.Q(monitor_slot__in=OperationType.values, machine__isnull=False),
                name="monitor_slot_is_current_or_next_of_a_machine",
            ),
        ]
        indexes = [
            # A machine's row by Monitor's id: every report and every update of Monitor's.
            models.Index(fields=["machine", "monitor_operation_id"], name="operation_by_machine_and_id"),
            # The daily pool sync matches the rows without a machine by id.
            models.Index(
                fields=["monitor_operation_id"],
                condition=models.Q(machine__isnull=True),
                name="machineless_operation_by_id",
            ),
            # The pool in the order in which the search shows it.
            models.Index(
                fields=["name", "id"], condition=models.Q(is_in_pool=True), name="pool_operation_by_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or 'Unnamed operation'} ({self.monitor_operation_id or 'no Monitor id'})"


class OperationDrawing(models.Model):
    """The drawing of an operation, in a table of its own so that no list of operations ever carries one."""

    operation = models.OneToOneField(Monitor_operation, on_delete=models.CASCADE, related_name="drawing")
    image = models.BinaryField()
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return f"Drawing of operation {self.operation_id}"


class MachineOperationAssignment(models.Model):
    """What planners decided for the two slots of one machine. A machine without a row has no overrides."""

    machine = models.OneToOneField(Machine, on_delete=models.CASCADE, related_name="operation_assignment")

    manual_current_operation = models.ForeignKey(
        Monitor_operation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="manual_current_assignments",
    )
    manual_current_is_idle = models.BooleanField(default=False)
    saved_monitor_current_op_id = models.CharField(max_length=255, null=True, blank=True)
    manual_current_set_at = models.DateTimeField(null=True, blank=True, editable=False)
    manual_current_set_by = models.CharField(max_length=255, blank=True, default="", editable=False)
    manual_current_note = models.CharField(max_length=500, blank=True, default="")
    manual_current_version = models.PositiveIntegerField(default=0, editable=False)

    manual_next_operation = models.ForeignKey(
        Monitor_operation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="manual_next_assignments",
    )
    manual_next_is_idle = models.BooleanField(default=False)
    saved_monitor_next_op_id = models.CharField(max_length=255, null=True, blank=True)
    manual_next_set_at = models.DateTimeField(null=True, blank=True, editable=False)
    manual_next_set_by = models.CharField(max_length=255, blank=True, default="", editable=False)
    manual_next_note = models.CharField(max_length=500, blank=True, default="")
    manual_next_version = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = "assignment"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(manual_current_operation__isnull=True)
                | models.Q(manual_current_is_idle=False),
                name="current_slot_holds_an_operation_or_idle",
                violation_error_message="The current slot cannot hold an operation and be idle at once.",
            ),
            models.CheckConstraint(
                condition=models.Q(manual_next_operation__isnull=True) | models.Q(manual_next_is_idle=False),
                name="next_slot_holds_an_operation_or_idle",
                violation_error_message="The next slot cannot hold an operation and be idle at once.",
            ),
        ]

    def __str__(self) -> str:
        return f"Assignment of machine {self.machine_id}"


class PlanningEvent(models.Model):
    """One accepted change: the audit trail, the progress curve and the source of live updates.

    Append-only. Keys and names are plain copies, so that the log outlives what it speaks of. `before` and `after`
    are what the slot held (`monitoring.domain.slot_states.SlotState` as JSON); ids are in the order of the commits.
    """

    kind = models.CharField(max_length=32, choices=PlanningEventKind.choices)
    occurred_at = models.DateTimeField(db_default=Now())
    actor = models.CharField(max_length=255, null=True, blank=True)
    machine_pk = models.BigIntegerField(null=True, blank=True)
    machine_name = models.CharField(max_length=255, null=True, blank=True)
    operation_type = models.CharField(max_length=7, choices=OperationType.choices, null=True, blank=True)
    operation_pk = models.BigIntegerField(null=True, blank=True)
    operation_name = models.CharField(max_length=255, null=True, blank=True)
    monitor_operation_id = models.CharField(max_length=255, null=True, blank=True)
    quantity = models.IntegerField(null=True, blank=True)
    quantity_before = models.IntegerField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(null=True, blank=True)
    reason = models.CharField(max_length=1000, null=True, blank=True)
    request_id = models.CharField(max_length=32, null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        indexes = [
            # A machine's history and the replay of one machine's screen.
            models.Index(fields=["machine_pk", "id"], name="event_by_machine"),
            # The progress curve of a job.
            models.Index(
                fields=["operation_pk", "-id"],
                condition=models.Q(kind=PlanningEventKind.QUANTITY_REPORTED),
                name="quantity_event_by_operation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} on {self.machine_name or 'the plant'} ({self.pk})"


class QuantityReportEvent(PlanningEvent):
    """A planning event that tells a total of parts: what the administration lists as quantity reports."""

    class Meta:
        proxy = True
        verbose_name = "quantity report"


class EventLogState(models.Model):
    """How far the log reaches back: a cursor below `pruned_through`, the highest id that was cut, has missed events.

    One row, once something was cut.
    """

    pruned_through = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"cut through event {self.pruned_through}"


class AssignmentListChange(models.Model):
    """A change of what the list of manual assignments holds, noted by triggers of the database, whoever made it.

    Which rows there are tells whether the list may have changed: see `monitoring.domain.assignment_version`.
    """

    def __str__(self) -> str:
        return f"change {self.pk} of the manual assignments"


class ScriptVisit(models.Model):
    """When the Monitor script last asked for the manual assignments. One row."""

    visited_at = models.DateTimeField()
    visitor = models.CharField(max_length=255)

    def __str__(self) -> str:
        return f"{self.visitor} at {self.visited_at:%Y-%m-%d %H:%M:%S}"
