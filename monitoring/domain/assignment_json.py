"""The manual assignments as JSON that PostgreSQL writes itself: none of their values becomes an object here."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import BooleanField, Case, CharField, F, Func, IntegerField, TextField, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, IsNull, LessThan

from monitoring.choices import OperationType
from monitoring.domain.assignment_rows import (
    QUERIES_KEPT,
    AssignmentChoice,
    Way,
    assignments_in,
    expression_of,
    of_chosen_slots,
)
from monitoring.models import Machine, Monitor_operation
from monitoring.prepared_statements import PreparedStatement

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.db.models import Field, QuerySet
    from django.db.models.expressions import Combinable

# A value's way, whether it may be null, and the JSON to write for each of an enum's values.
JsonValue = tuple[Way, bool, tuple[tuple[str, str], ...]]
# The JSON of one assignment: text as it is, with places for values.
JsonTemplate = tuple[str | JsonValue, ...]

# Columns that hold values of one class alone, and integers of 32 bits; none does in SQLite.
CLASSES: Final[Mapping[type[Field[Any, Any]], type]] = {BooleanField: bool, CharField: str, IntegerField: int}
# Integers of 64 bits, of which only those are written that a GraphQL Int can hold.
KEYS: Final[frozenset[Way]] = frozenset({("machine_pk",), ("machine", "pk"), ("operation", "pk")})
INT_LIMIT: Final = 2**31
TEXT: Final[TextField[str, str]] = TextField()
# By machine; "current" comes before "next" in any alphabet.
LIST: Final = """
    SELECT '[' || coalesce(string_agg(item, ',' ORDER BY machine_key, slot), '') || ']', count(*), count(item)
    FROM ({items}) AS items
"""


@cache
def written_classes(vendor: str) -> frozenset[tuple[Way, type]]:
    """The ways that can be written as JSON, and the class of the values there but null; none but on PostgreSQL."""
    if vendor != "postgresql":
        return frozenset()
    columns: dict[Way, Field[Any, Any]] = {
        (name, one.name): one
        for name, model in (("machine", Machine), ("operation", Monitor_operation))
        for one in model._meta.concrete_fields  # noqa: SLF001 - Django's documented name for it
    }
    columns["monitor_operation_id",] = columns["operation", "monitor_operation_id"]
    classes = {way: CLASSES[type(one)] for way, one in columns.items() if type(one) in CLASSES}
    return frozenset({("operation_type",): str, **dict.fromkeys(KEYS, int), **classes}.items())


def assignments_json(template: JsonTemplate, choice: AssignmentChoice) -> tuple[str, int] | None:
    """The assignments as a JSON list, ordered by machine key, current before next; and how many they are.

    The template's ways are among `written_classes`. None where some value may not be written: null where none may be,
    a value that its enum has not, a key of more than 32 bits. None too for chosen machines: so short a list is read
    sooner than its SQL is written.
    """
    if choice.machine_pks is not None:
        return None
    ((text, number, written),) = _statement(connection.vendor, template, choice).rows()
    return (text, number) if number == written else None


@lru_cache(maxsize=QUERIES_KEPT)
def _statement(_vendor: str, template: JsonTemplate, choice: AssignmentChoice) -> PreparedStatement:
    items = of_chosen_slots(choice, lambda slot: _items(slot, template, choice))
    sql, parameters = items.query.get_compiler(connection=connection).as_sql()
    return PreparedStatement(LIST.format(items=sql), parameters)


def _items(slot: OperationType, template: JsonTemplate, choice: AssignmentChoice) -> QuerySet[Any, Any]:
    parts = [Value(part) if isinstance(part, str) else _written(slot, part) for part in template]
    # What is joined to null is null: an item with a value that may not be written is none.
    item = Func(*parts, template="%(expressions)s", arg_joiner=" || ", output_field=TEXT)
    rows = assignments_in(slot, choice).annotate(
        item=item, machine_key=F("machine_id"), slot=Value(slot.value, output_field=TEXT)
    )
    return rows.values_list("item", "machine_key", "slot")


def _written(slot: OperationType, value: JsonValue) -> Combinable:
    way, is_nullable, names = value
    column = expression_of(slot, way)
    text: Case | Cast = Cast(column, TEXT)
    if way in KEYS:
        return Case(When(LessThan(column, INT_LIMIT), then=text))
    if names:
        text = Case(*(When(Exact(text, one), then=Value(name, TEXT)) for one, name in names))
    elif (way, str) in written_classes(connection.vendor):
        text = Cast(Func(text, function="to_json"), TEXT)
    return Case(When(IsNull(column, True), then=Value("null", TEXT)), default=text) if is_nullable else text  # noqa: FBT003 - Django's signature
