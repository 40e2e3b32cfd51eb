"""The log in the administration: to be read and searched, never to be edited."""

import pytest
from django.db.models import Model
from django.test import Client
from django.utils import timezone

from monitoring.domain.reports import TrackingReport, accept_report
from monitoring.models import PlanningEvent, QuantityReportEvent
from tests import factories
from tests.factories import CURRENT, MONITOR_ID
from tests.monitoring.admin.pages import add_page, delete_page_of, list_page, page_of, rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> PlanningEvent:
    """The newest of two events: 45 parts of an operation that was assigned before."""
    machine = factories.machine()
    factories.assigned(machine, note="Urgent")
    report = TrackingReport(
        machine_pk=machine.pk,
        operation_type=CURRENT,
        monitor_operation_id=MONITOR_ID,
        fields={"currently_made_quantity": 45},
    )
    accept_report(report, by=factories.REPORTER)
    return PlanningEvent.objects.latest("pk")


def rows_of(client: Client, model: type[Model], **filters: str | int) -> list[str]:
    """Names of the kinds of events that a list shows, in its order."""
    response = client.get(list_page(model), filters)
    return [row.kind for row in response.context["cl"].result_list]


def test_the_log_is_listed_newest_first(administrator: Client, event: PlanningEvent) -> None:
    assert rows_of(administrator, PlanningEvent) == ["quantity_reported", "assigned"]


def test_quantity_reports_have_a_list_of_their_own(administrator: Client, event: PlanningEvent) -> None:
    assert rows_of(administrator, QuantityReportEvent) == ["quantity_reported"]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"q": "lathe urgent"}, 0),
        ({"q": "lathe planner"}, 1),
        ({"q": MONITOR_ID}, 2),
        ({"kind__exact": "assigned"}, 1),
        ({"operation_type__exact": "next"}, 0),
        ({"occurred_at__year": timezone.now().year}, 2),
        ({"occurred_at__year": 1999}, 0),
    ],
)
def test_the_log_is_searched_filtered_and_browsed_by_date(
    administrator: Client, event: PlanningEvent, filters: dict[str, str | int], found: int
) -> None:
    assert len(rows_of(administrator, PlanningEvent, **filters)) == found


def test_an_events_page_says_what_the_slot_held_before_and_after(
    administrator: Client, event: PlanningEvent
) -> None:
    assigned = PlanningEvent.objects.get(kind="assigned")

    page = administrator.get(page_of(assigned)).text

    assert "Nothing" in page
    assert f"Housing ({MONITOR_ID}) (note: Urgent)" in page


@pytest.mark.parametrize("model", [PlanningEvent, QuantityReportEvent])
def test_no_event_is_added_changed_or_deleted_by_hand(
    administrator: Client, event: PlanningEvent, model: type[Model]
) -> None:
    row = rows(model).get(pk=event.pk)
    before = list(PlanningEvent.objects.values())

    answers = [
        administrator.post(add_page(model), {"kind": "cleared"}),
        administrator.post(page_of(row), {"quantity": "1"}),
        administrator.post(delete_page_of(row), {"post": "yes"}),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert list(PlanningEvent.objects.values()) == before
    assert 'name="_save"' not in administrator.get(page_of(row)).text
