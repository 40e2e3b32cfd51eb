"""When the script was last heard of: the only thing that a GET may write, at most every 30 seconds (rule 6)."""

from collections.abc import Iterator

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from monitoring.domain.script_visits import last_script_visit, note_script_visit
from monitoring.models import ScriptVisit
from tests.factories import PLANNER, REPORTER

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_noted_lately() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def test_before_the_first_visit_there_is_none() -> None:
    assert last_script_visit() is None


def test_a_visit_is_noted_with_its_time_and_visitor() -> None:
    started = timezone.now()

    note_script_visit(by=REPORTER)

    visit = last_script_visit()
    assert visit is not None
    assert (visit.visitor, started <= visit.visited_at <= timezone.now()) == ("monitor script", True)


def test_visits_soon_after_run_no_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    note_script_visit(by=REPORTER)

    with django_assert_num_queries(0):
        note_script_visit(by=REPORTER)


def test_a_later_visit_takes_the_place_of_the_one_before() -> None:
    note_script_visit(by=REPORTER)
    cache.clear()

    note_script_visit(by=PLANNER)

    assert ScriptVisit.objects.get().visitor == "planner"
