"""Figures for Prometheus: counted as things happen, and read when they are asked for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from prometheus_client.parser import text_string_to_metric_families
from pytest_django import DjangoAssertNumQueries, DjangoCaptureOnCommitCallbacks, Settings

from config import observed_requests
from config.metrics.counting import BoundedNames, begin_to_count, count_request
from config.metrics.scrape import read_database, render
from config.observed_requests import ObservedRequest
from graphql_api.live.state import LiveState
from monitoring.domain.announcements import events_committed, reports_answered
from monitoring.domain.event_log import latest_event_id
from monitoring.models import ScriptVisit
from tests.factories import (
    MONITOR_ID,
    assigned,
    machine,
    marked_idle,
    monitor_plans,
    planner_user,
    reporter_user,
)

pytestmark = pytest.mark.django_db

TOKEN = "a-token-of-the-test-suite"
UPDATE = "/monitoring/update-current-monitor-operation/"


@pytest.fixture(autouse=True)
def _figures_are_kept(settings: Settings) -> Iterator[None]:
    settings.METRICS_TOKEN = TOKEN
    begin_to_count()
    yield
    observed_requests.observers.remove(count_request)
    reports_answered.disconnect(dispatch_uid="metrics")
    events_committed.disconnect(dispatch_uid="metrics")


Figures = dict[tuple[str, frozenset[tuple[str, str]]], float]


def read(text: str) -> Figures:
    """The figures, by name and labels, as Prometheus's own parser reads them."""
    return {
        (sample.name.removeprefix("manual_assignments_"), frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def figures() -> Figures:
    response = Client().get("/metrics", headers={"authorization": f"Bearer {TOKEN}"})
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    return read(response.content.decode())


def value(found: Figures, name: str, **labels: str) -> float:
    return found.get((name, frozenset(labels.items())), 0.0)


class Growth:
    """By how much a figure grew since the test began."""

    def __init__(self) -> None:
        self._before = figures()

    def of(self, name: str, **labels: str) -> float:
        return value(figures(), name, **labels) - value(self._before, name, **labels)


@pytest.fixture
def growth(_figures_are_kept: None) -> Growth:
    return Growth()


@pytest.fixture
def planner() -> Client:
    client = Client()
    client.force_login(planner_user())
    return client


@pytest.fixture
def script() -> Client:
    client = Client(headers={"x-requested-with": "XMLHttpRequest"})
    client.force_login(reporter_user("script"))
    return client


@pytest.mark.parametrize(
    ("token", "authorization", "status"),
    [
        pytest.param("", f"Bearer {TOKEN}", 404, id="no token is set"),
        pytest.param("", "Bearer ", 404, id="no token is set, and none sent"),
        pytest.param(TOKEN, None, 401, id="nothing sent"),
        pytest.param(TOKEN, "Bearer wrong", 401, id="another token"),
        pytest.param(TOKEN, f"Bearer {TOKEN}x", 401, id="too long"),
        pytest.param(TOKEN, f"Basic {TOKEN}", 401, id="another scheme"),
        pytest.param(TOKEN, f"bearer {TOKEN}", 200, id="schemes know no case"),
    ],
)
def test_only_who_has_the_token_reads_figures(
    settings: Settings, token: str, authorization: str | None, status: int
) -> None:
    settings.METRICS_TOKEN = token
    settings.SECURE_SSL_REDIRECT = True

    headers = {"authorization": authorization} if authorization is not None else {}
    response = Client().get("/metrics", headers={"host": "192.0.2.7", **headers})

    assert response.status_code == status
    assert response.headers.get("WWW-Authenticate") == ("Bearer" if status == 401 else None)


def test_requests_are_counted_by_door_method_and_status_with_their_statements(
    growth: Growth, script: Client
) -> None:
    script.get("/monitoring/api/manual-assignments/")
    script.put("/monitoring/api/manual-assignments/")
    script.get("/nothing")

    assert growth.of("requests_total", door="rest", method="GET", status="200") == 1
    assert growth.of("requests_total", door="rest", method="other", status="405") == 1
    assert growth.of("requests_total", door="other", method="GET", status="404") == 1
    assert growth.of("request_duration_seconds_count", door="rest") == 2
    # Session, user, list, and the note of the visit; session and user.
    assert growth.of("request_sql_statements_sum", door="rest") > 4


@pytest.mark.parametrize(
    ("query", "operation", "outcome"),
    [
        ("query WhoAmI { viewer { name } }", "WhoAmI", "answered"),
        ("{ viewer { name } }", "unnamed", "answered"),
        ("query Invented { nothing }", "unnamed", "refused"),
    ],
)
def test_graphql_operations_are_counted_by_the_names_of_valid_documents(
    growth: Growth, planner: Client, query: str, operation: str, outcome: str
) -> None:
    planner.post("/graphql/", {"query": query}, content_type="application/json")

    assert growth.of("graphql_operations_total", operation=operation, outcome=outcome) == 1
    assert "Invented" not in str(figures())


def test_clients_cannot_make_names_without_end() -> None:
    names = BoundedNames(most=3)

    counted = [names.name(given) for given in ("A", "B", None, "x" * 101, "C", "D", "A")]

    assert counted == ["A", "B", "unnamed", "other", "C", "other", "A"]


def test_reports_are_counted_by_what_became_of_them(
    growth: Growth,
    script: Client,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    lathe = machine()
    monitor_plans(lathe, MONITOR_ID)
    report: dict[str, Any] = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID}

    with django_capture_on_commit_callbacks(execute=True):
        for made in (45, 45, -1):
            script.post(UPDATE, report | {"currently_made_quantity": made}, content_type="application/json")
        late = report | {"monitor_operation_id": "7", "currently_made_quantity": 1}
        script.post(UPDATE, late, content_type="application/json")

    assert growth.of("reports_total", outcome="accepted", code="") == 1
    assert growth.of("reports_total", outcome="unchanged", code="") == 1
    assert growth.of("reports_total", outcome="refused", code="invalid_value") == 1
    assert growth.of("reports_total", outcome="refused", code="operation_not_assigned") == 1


def test_events_are_counted_by_kind_once_they_are_committed(
    growth: Growth, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    lathe = machine()

    with django_capture_on_commit_callbacks(execute=True):
        monitor_plans(lathe, "1")
        assigned(lathe)
        monitor_plans(lathe, "2")
    marked_idle(lathe)  # its transaction is not committed

    assert growth.of("planning_events_total", kind="expired") == 1
    assert growth.of("planning_events_total", kind="assigned") == 1
    assert growth.of("planning_events_total", kind="idle_marked") == 0


def test_a_listener_that_fails_changes_nothing_for_who_reports(
    script: Client,
    caplog: pytest.LogCaptureFixture,
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    def failing(**_signal: Any) -> None:
        message = "a figure that cannot be counted"
        raise RuntimeError(message)

    lathe = machine()
    monitor_plans(lathe, MONITOR_ID)
    reports_answered.connect(failing)
    report = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}

    with django_capture_on_commit_callbacks(execute=True):
        response = script.post(UPDATE, report, content_type="application/json")
    reports_answered.disconnect(failing)

    assert response.json()["changed"] is True
    assert "a figure that cannot be counted" in caplog.text


def test_what_the_database_knows_is_read_in_few_statements(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    marked_idle(machine())
    position = latest_event_id()
    marked_idle(machine("Mill 2"))
    ScriptVisit.objects.create(pk=1, visited_at=timezone.now() - timedelta(seconds=90), visitor="script")

    with django_assert_num_queries(4):
        database = read_database(position)

    found = read(render(database, None).decode())
    assert value(found, "database_up") == 1
    assert value(found, "overrides_active") == 2
    assert value(found, "events_unread") == 1
    assert 0 <= value(found, "newest_event_seconds") < 60
    assert 90 <= value(found, "script_silent_seconds") < 150


def test_a_script_that_never_asked_is_silent_for_ever() -> None:
    assert value(figures(), "script_silent_seconds") == float("inf")


def test_without_the_database_there_are_still_the_figures_of_the_process() -> None:
    state = LiveState(is_closing=False, is_listening=False, read_seconds_ago=40, streams=12, sockets=3)

    found = read(render(None, state).decode())

    assert value(found, "database_up") == 0
    assert (value(found, "live_streams"), value(found, "live_sockets")) == (12, 3)
    assert value(found, "live_listening") == 0
    assert "overrides_active" not in {name for name, _ in found}
    assert value(found, "process_open_fds") > 0


def test_one_request_is_one_request_whatever_method_it_claims(growth: Growth) -> None:
    one = ObservedRequest(method="X" * 50, path="/graphql/", status=405, seconds=0.2)

    count_request(one)

    assert growth.of("requests_total", door="graphql", method="other", status="405") == 1
    assert growth.of("request_duration_seconds_bucket", door="graphql", le="0.25") == 1
    assert growth.of("request_duration_seconds_bucket", door="graphql", le="0.1") == 0
