"""What PostgreSQL writes of the list is what Python would write, to the byte, or nothing."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from monitoring.domain.assignment_json import (
    JsonTemplate,
    JsonValue,
    assignments_json,
    written_classes,
)
from monitoring.domain.assignment_rows import WAYS, AssignmentChoice, Way, assignment_rows
from monitoring.models import Machine, Monitor_operation
from tests.factories import CURRENT, NEXT, assigned, full_operation, machine, operation
from tests.graphql_api.compiled.settings import many

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_on_postgresql")]

ALL = AssignmentChoice()
# Whatever PostgreSQL stores, quotes, backslashes and control characters above all.
STORED_TEXT = st.text(
    st.one_of(
        st.sampled_from('"\\/\x01\x08\t\n\x0b\x0c\r\x1f\x7f\x80\u2028\ufeff%{}'),
        st.characters(exclude_characters="\0", exclude_categories=["Cs"]),
    ),
    max_size=40,
)


@pytest.fixture
def _on_postgresql() -> None:
    assert connection.vendor == "postgresql", "Run this with `-p tests.plugins.postgresql`."


def place(*way: str, is_nullable: bool = True, names: tuple[tuple[str, str], ...] = ()) -> JsonValue:
    return (way, is_nullable, names)


def template_of(**places: JsonValue) -> JsonTemplate:
    """An object with a name for each place."""
    parts: list[str | JsonValue] = []
    for name, one in places.items():
        parts += [f'{"," if parts else "{"}"{name}":', one]
    return (*parts, "}")


def as_python_writes_it(**places: JsonValue) -> bytes:
    rows = assignment_rows(tuple(way for way, *_ in places.values()), ALL)
    return orjson.dumps([dict(zip(places, row, strict=False)) for row in rows])


def written(choice: AssignmentChoice = ALL, **places: JsonValue) -> Any:
    """The list that PostgreSQL writes, read again; None where it writes none."""
    answer = assignments_json(template_of(**places), choice)
    if answer is None:
        return None
    text, number = answer
    items = orjson.loads(text)
    assert len(items) == number
    return items


def test_ways_that_are_written_are_plain_columns_and_keys() -> None:
    classes = dict(written_classes("postgresql"))

    assert classes.keys() <= WAYS
    assert classes["machine", "name"] is classes["monitor_operation_id",] is classes["operation_type",] is str
    assert classes["operation", "is_setup"] is bool
    assert classes["machine_pk",] is classes["operation", "currently_made_quantity"] is int
    assert not classes.keys() & {("set_at",), ("note",), ("operation", "planned_start_date")}


def test_every_way_is_written_as_python_would_write_it() -> None:
    lathe = machine("Lathe 1", work_center_id="WC-12")
    assigned(lathe, full_operation(lathe, "1"))
    assigned(lathe, operation(lathe, "2", name=None, quantity=None), slot=NEXT)
    assigned(machine("Drill 1"), operation(None, "3", name="", priority=-(2**31)), slot=NEXT)
    places = {"_".join(way): place(*way) for way, _ in sorted(written_classes("postgresql"))}

    answer = assignments_json(template_of(**places), ALL)

    assert answer is not None
    assert answer[0].encode() == as_python_writes_it(**places)
    classes = {"_".join(way): one for way, one in written_classes("postgresql")}
    for item in orjson.loads(answer[0]):
        assert all(value is None or type(value) is classes[name] for name, value in item.items())


@many(300)
@given(STORED_TEXT, STORED_TEXT)
def same_texts(operation_name: str, machine_name: str) -> None:
    Monitor_operation.objects.update(name=operation_name)
    Machine.objects.update(name=machine_name)
    places = {"operation": place("operation", "name"), "machine": place("machine", "name", is_nullable=False)}

    answer = assignments_json(template_of(**places), ALL)

    assert answer is not None
    assert answer[0].encode() == as_python_writes_it(**places)


def test_any_text_is_written_as_python_would_write_it() -> None:
    assigned(machine())

    same_texts()


def test_nothing_is_written_where_null_may_not_be_and_is() -> None:
    lathe = machine()
    assigned(lathe, operation(lathe, "1"))
    assigned(lathe, operation(lathe, "2", name=None), slot=NEXT)

    assert written(name=place("operation", "name", is_nullable=False)) is None
    assert written(name=place("operation", "name")) == [{"name": "Shaft"}, {"name": None}]


@pytest.mark.parametrize(("pk", "expected"), [(2**31 - 1, [{"pk": 2**31 - 1}]), (2**31, None)])
def test_nothing_is_written_where_a_key_is_more_than_an_int_of_graphql(
    pk: int, expected: list[dict[str, int]] | None
) -> None:
    assigned(machine(pk=pk))

    assert written(pk=place("machine_pk", is_nullable=False)) == expected


def test_an_enum_is_written_by_its_names() -> None:
    assigned(machine())
    slot = place("operation_type", is_nullable=False, names=(("current", '"NOW"'), ("next", '"THEN"')))

    assert written(slot=slot) == [{"slot": "NOW"}]
    assert written(slot=place("operation_type")) == [{"slot": "current"}]


def test_nothing_is_written_where_an_enum_has_no_name_for_a_value() -> None:
    assigned(machine("Lathe 1", work_center_id=None))
    names = (("Lathe 1", '"OURS"'),)

    assert written(name=place("machine", "name", names=names)) == [{"name": "OURS"}]
    assert written(id=place("machine", "work_center_id", names=names)) == [{"id": None}]
    Machine.objects.update(name="Lathe 2")
    assert written(name=place("machine", "name", names=names)) is None


def test_a_choice_is_kept_and_its_order() -> None:
    for number in (3, 1, 2):
        one = machine(f"Lathe {number}", pk=number, is_active=number != 2)
        assigned(one, operation(one, f"{number}n"), slot=NEXT)
        assigned(one, operation(one, f"{number}c"), slot=CURRENT)
    places = {"id": place("monitor_operation_id")}

    def ids(**choice: Any) -> list[str]:
        return [item["id"] for item in written(AssignmentChoice(**choice), **places)]

    assert ids() == ["1c", "1n", "2c", "2n", "3c", "3n"]
    assert ids(operation_type=NEXT) == ["1n", "2n", "3n"]
    assert ids(active_machines_only=True) == ["1c", "1n", "3c", "3n"]
    assert written(AssignmentChoice(machine_pks=frozenset({1})), **places) is None


def test_no_assignment_is_an_empty_list() -> None:
    assert assignments_json(template_of(pk=place("machine_pk")), ALL) == ("[]", 0)


def test_an_item_may_have_nothing_in_it() -> None:
    assigned(machine())

    assert assignments_json(("{}",), ALL) == ("[{}]", 1)


def test_sqlite_writes_nothing() -> None:
    assert written_classes("sqlite") == frozenset[tuple[Way, type]]()
