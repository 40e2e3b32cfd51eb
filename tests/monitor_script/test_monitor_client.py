"""What is asked of Monitor G5, word for word, and what counts as an answer."""

from decimal import Decimal
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import MonitorLoginRefused, MonitorQueryFailed
from monitor_script.monitor_client import MonitorClient, MonitorCredentials
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from monitor_script.stop_request import StopRequest
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import BEARING, HOUSING, LogLines
from tests.monitor_script.playing_django import Answer, PlayingDjango

USER = MonitorCredentials(username="script", password="secret")
OPERATIONS_PATH = "/en/001.1/api/v1/Manufacturing/ManufacturingOrderOperations"


def test_the_reported_quantity_is_asked_for_by_id(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.report_parts(HOUSING, Decimal("45.25"))

    assert monitor_client.reported_quantity(HOUSING) == Decimal("45.25")
    assert [unquote(query) for query in monitor.queries] == [
        f"{OPERATIONS_PATH}?$filter=Id eq '{HOUSING}'&$select=Id,ReportedQuantity"
    ]


def test_the_newest_report_is_asked_for_to_know_the_setup_state(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    before = monitor_client.is_in_setup(HOUSING)
    monitor.report_parts(HOUSING, 1)

    assert before
    assert not monitor_client.is_in_setup(HOUSING)
    query = urlsplit(monitor.queries[-1])
    assert query.path == "/en/001.1/api/v1/Manufacturing/ManufacturingOrderOperationReportings"
    assert parse_qs(query.query) == {
        "$filter": [f"OperationId eq '{HOUSING}'"],
        "$orderby": ["ReportingTimestamp desc"],
        "$top": ["1"],
    }


def test_language_and_company_come_from_the_address(
    monitor: MonitorSimulator, http: requests.Session
) -> None:
    client = MonitorClient(base_url=f"{monitor.url}/sv/002.3/", http=http)

    client.reported_quantity(HOUSING)

    assert monitor.queries[0].startswith("/sv/002.3/api/v1/")


def test_a_quantity_that_no_float_holds_is_exact(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.report_parts(HOUSING, Decimal("9007199254740993.0001"))

    assert monitor_client.reported_quantity(HOUSING) == Decimal("9007199254740993.0001")


def test_neighbouring_ids_beyond_a_floats_precision_are_told_apart(http: requests.Session) -> None:
    last, before = "9223372036854775807", "9223372036854775806"
    operations = [
        SimulatedOperation(last, "Pin", "1", 10, "1"),
        SimulatedOperation(before, "Pin", "2", 10, "1"),
    ]
    with MonitorSimulator(operations) as monitor:
        client = MonitorClient(base_url=monitor.url, http=http)
        monitor.report_parts(last, 7)

        assert client.reported_quantity(last) == 7
        assert client.reported_quantity(before) == 0


@pytest.mark.parametrize("operation_id", ["", "abc", "1' or Id eq '2", "12345678901234567890", "1.5", "١٢"])
def test_what_is_no_id_of_monitors_is_never_asked_about(
    operation_id: str, monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    with pytest.raises(MonitorQueryFailed, match="is not an id of Monitor G5"):
        monitor_client.reported_quantity(operation_id)

    assert not monitor.queries


@pytest.mark.parametrize(
    ("body", "complaint"),
    [
        pytest.param('{"value": []}', "not a list of rows", id="an object"),
        pytest.param("[1, 2]", "not a list of rows", id="a list of numbers"),
        pytest.param("<h1>Monitor</h1>", "not JSON", id="HTML"),
        pytest.param(f'[{{"Id": {HOUSING}}}]', "answered None as ReportedQuantity", id="no quantity"),
        pytest.param(f'[{{"Id": {HOUSING}, "ReportedQuantity": true}}]', "answered True", id="a boolean"),
        pytest.param(f'[{{"Id": {HOUSING}, "ReportedQuantity": NaN}}]', "not a number", id="not a number"),
        pytest.param(f'[{{"Id": {HOUSING}, "ReportedQuantity": -1.5}}]', "below zero", id="below zero"),
        pytest.param('[{"Id": 42, "ReportedQuantity": 1.0}]', "about operation 42 instead", id="another row"),
    ],
)
def test_an_answer_of_another_shape_is_a_failed_query(
    body: str, complaint: str, django: PlayingDjango, http: requests.Session
) -> None:
    path = f"{OPERATIONS_PATH}?$filter=Id%20eq%20'{HOUSING}'&$select=Id,ReportedQuantity"
    django.answer_next(path, Answer(200, body))

    with pytest.raises(MonitorQueryFailed, match=complaint):
        MonitorClient(base_url=django.url, http=http).reported_quantity(HOUSING)


def test_a_redirect_is_no_answer_of_monitors(django: PlayingDjango, http: requests.Session) -> None:
    path = f"{OPERATIONS_PATH}?$filter=Id%20eq%20'{HOUSING}'&$select=Id,ReportedQuantity"
    django.answer_next(path, Answer(302, "", (("Location", "/login/"),)))

    with pytest.raises(MonitorQueryFailed, match="answered 302"):
        MonitorClient(base_url=django.url, http=http).reported_quantity(HOUSING)


def test_the_script_logs_in_to_monitor_and_again_when_its_session_ends(http: requests.Session) -> None:
    with MonitorSimulator(
        [SimulatedOperation(HOUSING, "Housing", "1", 10, "1")], credentials=USER
    ) as monitor:
        client = MonitorClient(base_url=monitor.url, http=http, credentials=USER)
        first = client.reported_quantity(HOUSING)
        monitor.end_sessions()

        assert first == client.reported_quantity(HOUSING) == 0
        # The second call is refused once, then answered.
        assert len(monitor.queries) == 3


def test_a_new_login_to_monitor_does_not_carry_the_old_session(
    django: PlayingDjango, http: requests.Session
) -> None:
    login = "/en/001.1/login"
    django.answer_next(login, *[Answer(200, {}, (("X-Monitor-SessionId", name),)) for name in ("old", "new")])
    client = MonitorClient(base_url=django.url, http=http, credentials=USER)

    with pytest.raises(MonitorQueryFailed, match="answered 401"):
        client.reported_quantity(HOUSING)

    assert len(django.calls(login)) == 2
    assert all("x-monitor-sessionid" not in headers for headers in django.calls(login))
    assert [headers.get("x-monitor-sessionid") for _, path, headers in django.requests if path != login] == [
        "old",
        "new",
    ]


def test_a_monitor_that_wants_a_login_says_so_to_a_script_without_one(http: requests.Session) -> None:
    with MonitorSimulator([], credentials=USER) as monitor:
        client = MonitorClient(base_url=monitor.url, http=http)

        with pytest.raises(MonitorQueryFailed, match="answered 401"):
            client.reported_quantity(HOUSING)


def test_a_refused_monitor_login_is_tried_once_per_cycle_not_once_per_operation(
    django: PlayingDjango,
    session: AuthSession,
    http: requests.Session,
    stop: StopRequest,
    log_lines: LogLines,
) -> None:
    django.assign(5, HOUSING)
    django.assign(7, BEARING)
    wrong = MonitorCredentials(username="script", password="wrong")
    with MonitorSimulator([], credentials=USER) as monitor:
        client = MonitorClient(base_url=monitor.url, http=http, credentials=wrong)
        watcher = UpdateWatcher(operations=OperationClient(session=session), monitor=client, stop=stop)

        cycle = watcher.track_manual_assignments()

        assert not cycle.done
        assert not monitor.queries
        with pytest.raises(MonitorLoginRefused):
            client.reported_quantity(HOUSING)
    assert log_lines()[1:] == [
        (
            "WARNING: ⚠️ Could not ask Monitor G5 about any operation. "
            "Monitor G5 refused the login of 'script' with 403."
        )
    ]
