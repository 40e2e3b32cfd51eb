"""Searching the pool: by name, report number and Monitor's id; every word must be found."""

import pytest

from monitoring.domain.errors import InvalidValue
from monitoring.domain.pool import pool_size, search_pool
from tests.factories import MONITOR_ID, machine, operation, pool_operation

pytestmark = pytest.mark.django_db


def names(search: str = "") -> list[str | None]:
    """The names that a search finds, in its order."""
    return [item.name for item in search_pool(search=search).items]


def test_without_words_the_whole_pool_is_found_by_name_unnamed_last() -> None:
    for name in ("Shaft", None, "Axle"):
        pool_operation(name=name)

    assert names() == ["Axle", "Shaft", None]


def test_rows_outside_the_pool_are_not_found() -> None:
    operation(machine(), name="Shaft")
    operation(None, name="Shaft")

    page = search_pool(search="shaft")
    assert (page.items, page.total_count, pool_size()) == ([], 0, 0)


@pytest.mark.parametrize(
    "search", ["hous", "SING", "r-1001", "1372462048115913939", "5913", " housing  r-1 "]
)
def test_a_part_of_name_report_number_or_id_finds_the_operation(search: str) -> None:
    pool_operation(MONITOR_ID, "Housing", report_number="R-1001")
    pool_operation("2", "Axle", report_number="R-2002")

    assert names(search) == ["Housing"]


def test_every_word_must_be_found() -> None:
    pool_operation(name="Housing left")
    pool_operation(name="Housing right")

    assert names("housing left") == ["Housing left"]
    assert names("housing upper") == []


@pytest.mark.parametrize("search", ["%", "_", "\\", "'", '"; DROP TABLE'])
def test_signs_that_mean_something_to_a_database_are_plain_letters(search: str) -> None:
    pool_operation(name="Housing")

    assert names(search) == []


def test_pages_follow_each_other_and_tell_the_total() -> None:
    for number in range(45):
        pool_operation(f"{number}", f"Shaft {number:02d}")

    pages = [search_pool(offset=offset) for offset in (0, 20, 40, 60)]

    assert [len(page.items) for page in pages] == [20, 20, 5, 0]
    assert {page.total_count for page in pages} == {45}
    assert [item.name for page in pages for item in page.items] == [f"Shaft {n:02d}" for n in range(45)]


@pytest.mark.parametrize(
    ("arguments", "field"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 101}, "limit"),
        ({"offset": -1}, "offset"),
        ({"search": "x" * 256}, "search"),
        ({"search": "nul \x00"}, "search"),
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_by_name(arguments: dict[str, int | str], field: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        search_pool(**arguments)  # type: ignore[arg-type]  # one argument at a time

    assert refusal.value.field == field
