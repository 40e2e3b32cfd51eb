"""The manual assignments as rows of just the columns that somebody asks for: no objects, and one statement."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import CharField, F, Value
from django.db.models.functions import NullIf

from monitoring.choices import OperationType
from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation
from monitoring.prepared_statements import PreparedStatement, plain_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from django.db.models import Model, QuerySet
    from django.db.models.expressions import Combinable

# The attributes on the way from `AssignmentDetails` to a value, such as ("operation", "name").
Way = tuple[str, ...]

QUERIES_KEPT = 64


def _columns(model: type[Model]) -> Collection[str]:
    """A model's own columns, its key by its other name too; what is no plain value stays with objects."""
    names = {one.name for one in model._meta.concrete_fields if not one.is_relation}  # noqa: SLF001 - Django's documented name for it
    return {"pk", *names} - {"employee_ids", "employee_names", "employee_django_user_ids"}


OWN: Final = ("machine_pk", "operation_type", "monitor_operation_id", "set_at", "set_by", "note")
# By machine; "current" comes before "next" in any alphabet.
ORDER: Final[tuple[Way, ...]] = (("machine_pk",), ("operation_type",))
WAYS: Final[frozenset[Way]] = frozenset(
    {(name,) for name in OWN}
    | {("machine", column) for column in _columns(Machine)}
    | {("operation", column) for column in _columns(Monitor_operation)}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssignmentChoice:
    """Which assignments: of which machines (None: all), which slot (None: both), of machines in use or of any."""

    machine_pks: frozenset[int] | None = None
    operation_type: OperationType | None = None
    active_machines_only: bool = False


def assignment_rows(ways: tuple[Way, ...], choice: AssignmentChoice) -> list[tuple[Any, ...]]:
    """Read the assignments, ordered by machine key, current before next.

    One tuple for each, which begins with the values at the end of the `ways`, all of them in WAYS. The operation type
    is its value, such as "current".
    """
    if choice.machine_pks is None:
        return _statement(connection.vendor, ways, choice).rows()
    if not any(0 < pk < 2**63 for pk in choice.machine_pks):
        return []
    # Written anew each time: so many choices are not worth keeping.
    return _Statement(_rows(ways, choice), columns=len(ways), is_kept=False).rows()


def _rows(ways: tuple[Way, ...], choice: AssignmentChoice) -> QuerySet[Any]:
    # What the order goes by is read in any case, once.
    read = tuple(dict.fromkeys((*ways, *ORDER)))
    rows = of_chosen_slots(choice, lambda slot: _slot_rows(slot, read, choice))
    return rows.order_by(*(f"column_{read.index(way)}" for way in ORDER))


def _slot_rows(slot: OperationType, ways: tuple[Way, ...], choice: AssignmentChoice) -> QuerySet[Any]:
    columns = {f"column_{number}": expression_of(slot, way) for number, way in enumerate(ways)}
    return assignments_in(slot, choice).annotate(**columns).values_list(*columns)


def of_chosen_slots(
    choice: AssignmentChoice, rows_of: Callable[[OperationType], QuerySet[Any, Any]]
) -> QuerySet[Any, Any]:
    """The rows of every slot that is chosen, in one statement and in no order."""
    first, *others = (rows_of(slot) for slot in OperationType if choice.operation_type in {None, slot})
    return first.union(*others, all=True) if others else first


def assignments_in(slot: OperationType, choice: AssignmentChoice) -> QuerySet[MachineOperationAssignment]:
    """The chosen assignments of one slot."""
    rows = MachineOperationAssignment.objects.filter(**{f"manual_{slot.value}_operation__isnull": False})
    if choice.machine_pks is not None:
        rows = rows.filter(machine_id__in=[pk for pk in choice.machine_pks if 0 < pk < 2**63])
    if choice.active_machines_only:
        rows = rows.filter(machine__is_active=True)
    return rows


def expression_of(slot: OperationType, way: Way) -> Combinable:
    """What is at the end of a way, for an assignment in that slot. Raises ValueError for a way that leads nowhere."""
    prefix = f"manual_{slot.value}"
    match way:
        case ("machine_pk",):
            return F("machine_id")
        case ("operation_type",):
            return Value(slot.value, output_field=CharField())
        case ("monitor_operation_id",):
            return F(f"{prefix}_operation__monitor_operation_id")
        case ("set_at",):
            return F(f"{prefix}_set_at")
        case ("set_by" | "note" as name,):
            return NullIf(F(f"{prefix}_{name}"), Value(""))
        case ("machine", column):
            return F(f"machine__{column}")
        case ("operation", column):
            return F(f"{prefix}_operation__{column}")
    raise ValueError(f"No assignment has a value at {'.'.join(way)}.")


class _Statement:
    """A query's SQL, written once: writing it takes longer than the database needs for the assignments of a shop."""

    def __init__(self, queryset: QuerySet[Any], *, columns: int, is_kept: bool) -> None:
        self._compiler = queryset.query.get_compiler(connection=connection)
        sql, parameters = self._compiler.as_sql()
        self._run = (
            PreparedStatement(sql, parameters).rows if is_kept else partial(plain_rows, sql, parameters)
        )
        # The columns that follow are there for the order alone.
        selected = [expression for expression, *_ in self._compiler.select[:columns]]
        self._converters = self._compiler.get_converters(selected)

    def rows(self) -> list[tuple[Any, ...]]:
        """Run it; values are what the models' fields would hold."""
        rows = self._run()
        return list(self._compiler.apply_converters(rows, self._converters)) if self._converters else rows


@lru_cache(maxsize=QUERIES_KEPT)
def _statement(_vendor: str, ways: tuple[Way, ...], choice: AssignmentChoice) -> _Statement:
    return _Statement(_rows(ways, choice), columns=len(ways), is_kept=True)
