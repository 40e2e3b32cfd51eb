"""The manual assignments as JSON that PostgreSQL writes itself: none of their values becomes an object here."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final

from django.db import connection
from django.db.models import Case, F, Func, TextField, Value, When
from django.db.models.functions import Cast
from django.db.models.lookups import Exact, IsNull, LessThan

from monitoring.choices import OperationType
from monitoring.domain.assignment_rows import (
    QUERIES_KEPT,
    AssignmentChoice,
    Way,
    assignments_in,
    classes_of_ways,
    expression_of,
)
from monitoring.prepared_statements import PreparedStatement

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.expressions import Combinable

# A value's way, whether it may be null, and the JSON to write for each of an enum's values.
JsonValue = tuple[Way, bool, tuple[tuple[str, str], ...]]
# The JSON of one assignment: text as it is, with places for values.
JsonTemplate = tuple[str | JsonValue, ...]

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
    """The ways that can be written as JSON, and the class of the values there; none but on PostgreSQL."""
    classes = classes_of_ways(vendor)
    return classes | {(way, int) for way in KEYS} if classes else classes


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
    first, *others = (_items(slot, template, choice) for slot in choice.slots)
    items = first.union(*others, all=True) if others else first
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
    elif (way, str) in classes_of_ways(connection.vendor):
        text = Cast(Func(text, function="to_json"), TEXT)
    return Case(When(IsNull(column, True), then=Value("null", TEXT)), default=text) if is_nullable else text  # noqa: FBT003 - Django's signature
