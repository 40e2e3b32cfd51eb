"""Retries with backoff: what passes by itself is tried again, and a stop ends all waiting."""

import logging
import threading

import pytest

from monitor_script.auth_session import AuthSession
from monitor_script.errors import MonitorQueryFailed, MonitorScriptFailure
from monitor_script.http_session import open_http_session
from monitor_script.monitor_client import MonitorClient
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator
from monitor_script.stop_request import StopRequest
from tests.monitor_script.conftest import HOUSING
from tests.monitor_script.playing_django import (
    ASSIGNMENTS,
    LOGIN,
    PASSWORD,
    USERNAME,
    Answer,
    PlayingDjango,
    refusal,
)

UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
def test_a_monitor_that_fails_twice_is_asked_a_third_time(
    status: int, monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.report_parts(HOUSING, 45)
    monitor.fail_next(2, status=status)

    assert monitor_client.reported_quantity(HOUSING) == 45
    assert len(monitor.queries) == 3


def test_a_dropped_connection_is_tried_again(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.drop_next(2)

    assert monitor_client.reported_quantity(HOUSING) == 0
    assert len(monitor.queries) == 3


def test_a_failure_that_stays_is_given_up_after_three_repeats(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.fail_next(times=None, status=503)

    with pytest.raises(MonitorQueryFailed, match="answered 503"):
        monitor_client.reported_quantity(HOUSING)

    assert len(monitor.queries) == 4


def test_a_refusal_that_will_not_pass_is_not_repeated(
    monitor: MonitorSimulator, monitor_client: MonitorClient
) -> None:
    monitor.fail_next(status=400)

    with pytest.raises(MonitorQueryFailed, match="answered 400"):
        monitor_client.reported_quantity(HOUSING)

    assert len(monitor.queries) == 1


def test_a_report_is_repeated_because_totals_are_absolute(
    django: PlayingDjango, session: AuthSession
) -> None:
    django.assign(5, HOUSING)
    django.answer_next(UPDATE_CURRENT, Answer(502, "<h1>Bad gateway</h1>"))

    OperationClient(session=session).update_current_operation(
        machine_pk=5, monitor_operation_id=HOUSING, currently_made_quantity=45
    )

    assert [report["currently_made_quantity"] for _, report in django.reports] == [45]
    assert len(django.calls(UPDATE_CURRENT)) == 2


def test_a_server_may_say_when_to_come_back(django: PlayingDjango, session: AuthSession) -> None:
    django.answer_next(ASSIGNMENTS, Answer(503, "busy", (("Retry-After", "0"),)))

    assert session.get(ASSIGNMENTS).status_code == 200


def test_each_repeat_is_logged_with_its_reason(
    django: PlayingDjango, session: AuthSession, caplog: pytest.LogCaptureFixture
) -> None:
    django.answer_next(ASSIGNMENTS, refusal(503, "busy"))

    session.get(ASSIGNMENTS)

    lines = [record.getMessage() for record in caplog.records if record.levelno == logging.WARNING]
    assert lines == [f"🔁 GET {ASSIGNMENTS}: status 503. Trying again (2 left)."]


def test_a_stop_ends_the_repeats(monitor: MonitorSimulator, stop: StopRequest) -> None:
    monitor.fail_next(times=None, status=503)
    stop.request(reason="SIGTERM")
    with open_http_session(stop=stop) as http:
        client = MonitorClient(base_url=monitor.url, http=http)

        with pytest.raises(MonitorQueryFailed, match="answered 503"):
            client.reported_quantity(HOUSING)

    assert len(monitor.queries) == 1


def test_a_stop_during_the_backoff_ends_it_without_another_attempt(
    django: PlayingDjango, stop: StopRequest
) -> None:
    django.answer_next(LOGIN, *[refusal(503, "busy")] * 4)
    # The first repeat comes at once; the wait that follows it would take half a minute.
    soon = threading.Timer(0.05, stop.request, kwargs={"reason": "SIGTERM"})
    django.when_answering(LOGIN, lambda: soon.start() if len(django.calls(LOGIN)) == 2 else None)
    with open_http_session(stop=stop, backoff_factor_seconds=30) as http:
        session = AuthSession(base_url=django.url, username=USERNAME, password=PASSWORD, http=http)

        with pytest.raises(MonitorScriptFailure):
            session.login()

    soon.join()
    assert len(django.calls(LOGIN)) == 2


def test_a_stop_ends_every_wait_at_once(stop: StopRequest) -> None:
    stop.request(reason="SIGTERM")
    stop.request(reason="SIGINT")

    assert stop.wait(3600)
    assert stop.wait(3600)
    assert stop.reason == "SIGTERM"


def test_a_wait_without_a_stop_ends_by_itself(stop: StopRequest) -> None:
    assert not stop.wait(0.001)
    assert not stop.wait(-5)
