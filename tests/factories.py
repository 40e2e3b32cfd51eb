"""Rows and people for tests: small, with fixed defaults, so that a test names only what it is about."""

from datetime import date
from typing import Any

from django.contrib.auth.models import Permission, User

from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation, mark_slot_idle
from monitoring.domain.monitor_updates import MonitorUpdate, apply_monitor_update
from monitoring.domain.operation_fields import OperationFields
from monitoring.domain.slot_views import SlotView
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation

# Above 2**53, as Monitor's ids are: a client that reads it as a number of JavaScript's loses its last digits.
MONITOR_ID = "1372462048115913939"
PASSWORD = "a password of the test suite"

CURRENT = OperationType.CURRENT
NEXT = OperationType.NEXT

PLANNER = Actor(name="planner", may_change_assignments=True, may_report=True)
OTHER_PLANNER = Actor(name="other planner", may_change_assignments=True, may_report=True)
REPORTER = Actor(name="monitor script", may_change_assignments=False, may_report=True)
VIEWER = Actor(name="viewer", may_change_assignments=False, may_report=False)


def machine(name: str = "Lathe 1", **columns: Any) -> Machine:
    """A machine, active unless said otherwise; names are unique."""
    return Machine.objects.create(name=name, **columns)


def machines(count: int) -> list[Machine]:
    """Machines named so that they sort by name as they sort by key."""
    return [machine(f"Lathe {number:03d}") for number in range(1, count + 1)]


def operation(
    on: Machine | None,
    monitor_operation_id: str = MONITOR_ID,
    *,
    planned_as: OperationType | None = None,
    **columns: Any,
) -> Monitor_operation:
    """A machine's own row; `planned_as` marks it as Monitor's operation in that slot."""
    defaults: dict[str, Any] = {"name": "Shaft", "quantity": 100, "is_in_progress": planned_as is CURRENT}
    return Monitor_operation.objects.create(
        machine=on,
        monitor_operation_id=monitor_operation_id,
        monitor_slot=planned_as,
        **defaults | columns,
    )


def pool_operation(
    monitor_operation_id: str = MONITOR_ID, name: str | None = "Housing", **columns: Any
) -> Monitor_operation:
    """A row of the pool, which no machine owns."""
    defaults: dict[str, Any] = {"quantity": 100, "report_number": "R-1001", "is_in_pool": True}
    return Monitor_operation.objects.create(
        monitor_operation_id=monitor_operation_id, name=name, **defaults | columns
    )


def full_operation(
    on: Machine | None, monitor_operation_id: str = MONITOR_ID, **columns: Any
) -> Monitor_operation:
    """An operation with every column that Monitor knows filled."""
    defaults: dict[str, Any] = {
        "currently_made_quantity": 45,
        "is_setup": False,
        "material": "Steel 1650",
        "report_number": "R-1001",
        "location": "Hall 2",
        "priority": 3,
        "planned_start_date": date(2025, 1, 15),
        "planned_finish_date": date(2025, 1, 20),
        "employee_ids": ["17"],
        "employee_names": ["Operator 17"],
        "employee_django_user_ids": [None],
    }
    return operation(on, monitor_operation_id, **defaults | columns)


def assignment(
    on: Machine,
    *,
    current: Monitor_operation | None = None,
    next: Monitor_operation | None = None,  # noqa: A002  # the slot's own name
    **columns: Any,
) -> MachineOperationAssignment:
    """An assignment row as the ORM writes it, behind the domain's back: no event, version 0, no saved id."""
    return MachineOperationAssignment.objects.create(
        machine=on, manual_current_operation=current, manual_next_operation=next, **columns
    )


def assigned(
    on: Machine,
    what: Monitor_operation | None = None,
    *,
    slot: OperationType = CURRENT,
    by: Actor = PLANNER,
    note: str = "",
) -> Monitor_operation:
    """Assign through the domain and return the operation: a new one of the pool unless one is given."""
    chosen = what or pool_operation()
    assign_operation(slot=slot_of(on, slot), operation_pk=chosen.pk, by=by, note=note)
    return chosen


def marked_idle(
    on: Machine, *, slot: OperationType = CURRENT, by: Actor = PLANNER, note: str = ""
) -> SlotView:
    """Mark a slot idle through the domain."""
    return mark_slot_idle(slot=slot_of(on, slot), by=by, note=note).slot


def monitor_plans(
    on: Machine,
    monitor_operation_id: str | None,
    *,
    slot: OperationType = CURRENT,
    by: Actor = REPORTER,
    **fields: Any,
) -> bool:
    """Send a Monitor update and return whether it changed anything; without fields it carries a name alone."""
    plan: OperationFields = {"name": f"Job {monitor_operation_id}", **fields}  # type: ignore[typeddict-item]  # any field
    update = MonitorUpdate(
        machine_pk=on.pk, operation_type=slot, monitor_operation_id=monitor_operation_id, fields=plan
    )
    return apply_monitor_update(update, by=by)


def slot_of(
    on: Machine, slot: OperationType = CURRENT, *, expected_version: int | None = None
) -> SlotRequest:
    """What a planner's screen sends to name a slot."""
    return SlotRequest(machine_pk=on.pk, operation_type=slot, expected_version=expected_version)


def viewer_user(username: str = "viewer", **columns: Any) -> User:
    """A user who may log in and nothing more: enough to read, report and sync unless a setting demands a right."""
    return User.objects.create_user(username, password=PASSWORD, **columns)


def reporter_user(username: str = "monitor-script") -> User:
    """The Monitor script's login: a plain user."""
    return viewer_user(username)


def planner_user(username: str = "planner") -> User:
    """A user who may decide what machines run."""
    user = viewer_user(username)
    user.user_permissions.add(
        Permission.objects.get(
            content_type__app_label="monitoring", codename="change_machineoperationassignment"
        )
    )
    return user


def admin_user(username: str = "administrator") -> User:
    """A user of the admin with every right."""
    return User.objects.create_superuser(username, password=PASSWORD)
