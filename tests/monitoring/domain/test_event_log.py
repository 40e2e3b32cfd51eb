"""Reading the log of planning events by cursors (rule 8)."""

import pytest

from monitoring.choices import PlanningEventKind
from monitoring.domain.errors import InvalidValue
from monitoring.domain.event_log import EventPage, event_page, latest_event_id
from monitoring.models import PlanningEvent

pytestmark = pytest.mark.django_db


def log(*machine_pks: int | None) -> list[int]:
    """Events of these machines, None for the whole plant; returns their ids."""
    kind = PlanningEventKind.CLEARED
    return [PlanningEvent.objects.create(kind=kind, machine_pk=pk).pk for pk in machine_pks]


def ids(page: EventPage) -> list[int]:
    """The ids of a page in its order."""
    return [event.pk for event in page.items]


def test_the_latest_id_of_an_empty_log_is_0() -> None:
    assert latest_event_id() == 0


def test_the_latest_id_is_the_newest_events() -> None:
    written = log(1, 2, None)

    assert latest_event_id() == written[-1]


def test_a_page_is_the_newest_50_by_default_oldest_first() -> None:
    written = log(*range(1, 61))

    page = event_page()

    assert ids(page) == written[-50:]
    assert (page.has_previous, page.has_next) == (True, False)


def test_last_takes_from_the_new_end_and_first_from_the_old_end() -> None:
    written = log(*range(1, 6))

    assert ids(event_page(last=2)) == written[-2:]
    assert ids(event_page(first=2)) == written[:2]
    assert event_page(first=2).has_next
    assert not event_page(first=5).has_next
    assert not event_page(last=5).has_previous


def test_cursors_are_exclusive() -> None:
    written = log(*range(1, 6))

    page = event_page(after=written[0], before=written[4])

    assert ids(page) == written[1:4]


def test_a_log_can_be_walked_page_by_page_from_either_end() -> None:
    written = log(*range(1, 8))
    onwards: list[int] = []
    backwards: list[int] = []
    after, before = 0, written[-1] + 1

    while page := ids(event_page(after=after, first=3)):
        onwards += page
        after = page[-1]
    while page := ids(event_page(before=before, last=3)):
        backwards = page + backwards
        before = page[0]

    assert onwards == backwards == written


def test_events_of_the_whole_plant_pass_every_filter() -> None:
    first, second, plant, _ = log(1, 2, None, 3)

    assert ids(event_page(machine_pks=[1, 2])) == [first, second, plant]
    assert ids(event_page(machine_pks=[])) == [plant]


@pytest.mark.parametrize("cursor", [-1, 0, 2**63, 2**80])
def test_a_cursor_outside_of_the_log_is_no_error(cursor: int) -> None:
    written = log(1, 2)

    assert ids(event_page(after=cursor)) == (written if cursor < 1 else [])
    assert ids(event_page(before=cursor)) == ([] if cursor < 1 else written)


@pytest.mark.parametrize("size", [0, -1, 201, 2**40])
def test_a_page_has_1_to_200_events(size: int) -> None:
    with pytest.raises(InvalidValue, match="first must be between 1 and 200") as refusal:
        event_page(first=size)
    assert refusal.value.field == "first"

    with pytest.raises(InvalidValue, match="last must be between 1 and 200") as refusal:
        event_page(last=size)
    assert refusal.value.field == "last"


def test_first_and_last_at_once_are_refused() -> None:
    with pytest.raises(InvalidValue, match="first or last"):
        event_page(first=1, last=1)
