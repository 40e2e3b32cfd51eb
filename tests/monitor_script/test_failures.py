"""Failures, each by its name in the documents: the script logs them, goes on, and tries again."""

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.monitor_client import MonitorClient
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator
from monitor_script.stop_request import StopRequest
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import BEARING, HOUSING, LogLines
from tests.monitor_script.playing_django import (
    ASSIGNMENTS,
    PASSWORD,
    USERNAME,
    Answer,
    PlayingDjango,
    refusal,
)

UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"


def made(django: PlayingDjango) -> list[object]:
    return [report["currently_made_quantity"] for _, report in django.reports]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(refusal(404, "not_found"), id="an error status"),
        pytest.param(Answer(200, "<h1>Welcome</h1>"), id="HTML with status 200"),
        pytest.param(Answer(200, {"rows": []}), id="JSON of another shape"),
        pytest.param(
            Answer(
                200,
                {"assignments": [{"machine_pk": "5", "monitor_operation_id": "1", "operation_type": "x"}]},
            ),
            id="assignments with wrong fields",
        ),
        pytest.param(Answer(302, "", (("Location", "/welcome/"),)), id="a redirect"),
    ],
)
def test_when_the_endpoint_does_not_answer_as_documented_the_script_warns_and_goes_on(
    answer: Answer,
    django: PlayingDjango,
    monitor: MonitorSimulator,
    watcher: UpdateWatcher,
    log_lines: LogLines,
) -> None:
    django.assign(5, HOUSING)
    django.answer_next(ASSIGNMENTS, answer)

    failed = watcher.track_manual_assignments()
    warnings = log_lines()
    recovered = watcher.track_manual_assignments()

    assert not failed.done
    assert [line.split(". ")[0] for line in warnings] == ["WARNING: ⚠️ Could not read the manual assignments"]
    assert recovered.done
    assert made(django) == [0]


def test_a_failed_read_forgets_nothing(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()

    django.answer_next(ASSIGNMENTS, refusal(404, "not_found"))
    watcher.track_manual_assignments()
    watcher.track_manual_assignments()

    assert made(django) == [0]


def test_when_a_monitor_query_fails_the_script_warns_and_continues_with_other_assignments(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    django.assign(7, BEARING)
    monitor.fail_next(times=None, status=404, operation_id=HOUSING)

    cycle = watcher.track_manual_assignments()

    assert not cycle.done
    assert [report["monitor_operation_id"] for _, report in django.reports] == [BEARING]
    lines = log_lines()
    assert lines[1].startswith(
        "WARNING: ⚠️ Could not ask Monitor G5 about Op 1372462048115913939 (Machine 5). "
        "Monitor G5 answered 404 Not Found to http"
    )
    assert lines[-1] == "INFO: ✅ Current operation update successful."


def test_what_monitor_could_not_tell_is_asked_again_next_cycle(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    monitor.report_parts(HOUSING, 45)
    monitor.garble_next(2)
    watcher.track_manual_assignments()
    monitor.recover()

    watcher.track_manual_assignments()

    assert made(django) == [45]


def test_an_operation_that_monitor_does_not_know_is_warned_about(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, "42")

    watcher.track_manual_assignments()

    assert log_lines()[-1] == (
        "WARNING: ⚠️ Could not ask Monitor G5 about Op 42 (Machine 5). Monitor G5 knows no operation 42."
    )
    assert not django.reports


def test_when_the_django_update_fails_the_script_logs_an_error_and_retries_next_cycle(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, 45)
    django.answer_next(
        UPDATE_CURRENT,
        Answer(400, {"error": "Too many.", "code": "invalid", "field": "currently_made_quantity"}),
    )
    log_lines()

    cycle = watcher.track_manual_assignments()
    failed = log_lines()
    watcher.track_manual_assignments()

    assert not cycle.done
    assert failed[-1] == (
        "ERROR: ❌ Current operation update failed for Op 1372462048115913939 (Machine 5). "
        f"POST {django.url}{UPDATE_CURRENT} answered 400: Too many. (invalid, field currently_made_quantity) "
        "Will retry next cycle."
    )
    assert made(django) == [0, 45]
    assert log_lines()[-1] == (
        "INFO: 📊 Manual assignment updated: Op 1372462048115913939 → 45 parts (was 0)"
    )


def test_a_failed_first_update_is_repeated_and_the_other_assignments_are_served(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    django.assign(7, BEARING)
    django.answer_next(UPDATE_CURRENT, refusal(409, "conflict"))

    watcher.track_manual_assignments()
    watcher.track_manual_assignments()

    assert [report["monitor_operation_id"] for _, report in django.reports] == [BEARING, HOUSING]


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(Answer(302, "", (("Location", "/welcome/"),)), id="a redirect"),
        pytest.param(Answer(200, "<h1>Welcome</h1>"), id="HTML with status 200"),
        pytest.param(Answer(200, {}), id="JSON of another shape"),
    ],
)
def test_an_answer_that_is_not_the_documented_one_is_no_success(
    answer: Answer,
    django: PlayingDjango,
    monitor: MonitorSimulator,
    watcher: UpdateWatcher,
    log_lines: LogLines,
) -> None:
    django.assign(5, HOUSING)
    django.answer_next(UPDATE_CURRENT, answer)

    watcher.track_manual_assignments()

    assert log_lines()[-1].startswith("ERROR: ❌ Current operation update failed")


def test_a_late_report_for_a_cleared_assignment_is_said_plainly_and_forgotten(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, 45)
    kept = list(django.assignments)
    django.when_answering(ASSIGNMENTS, django.assignments.clear)
    log_lines()

    cycle = watcher.track_manual_assignments()
    django.hooks.clear()
    late = log_lines()
    django.assignments += kept
    watcher.track_manual_assignments()

    assert cycle.done
    assert late[-1] == (
        "INFO: 📊 The planner has cleared Op 1372462048115913939 (Machine 5) meanwhile: nothing to report."
    )
    # It is a first sight again, and so it is reported though the total is the one that was refused.
    assert made(django) == [0, 45]
    assert "INFO: 📊 Starting to track manual assignment: Op 1372462048115913939 (Machine 5)" in log_lines()


def test_another_404_is_an_error_and_not_taken_for_a_late_report(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    django.answer_next(UPDATE_CURRENT, refusal(404, "machine_not_found"))

    cycle = watcher.track_manual_assignments()

    assert not cycle.done
    assert "answered 404: Refused: machine_not_found. (machine_not_found)" in log_lines()[-1]


def test_a_server_that_is_down_is_a_warning_and_no_stack_trace(
    monitor_client: MonitorClient, http: requests.Session, stop: StopRequest, log_lines: LogLines
) -> None:
    with PlayingDjango() as gone:
        address = gone.url
    session = AuthSession(base_url=address, username=USERNAME, password=PASSWORD, http=http)
    watcher = UpdateWatcher(operations=OperationClient(session=session), monitor=monitor_client, stop=stop)

    cycle = watcher.track_manual_assignments()

    assert not cycle.done
    assert log_lines() == [
        (
            "WARNING: ⚠️ Could not read the manual assignments. "
            f"GET {address}/accounts/login/ got no answer: Connection refused"
        )
    ]


def test_a_monitor_that_is_down_leaves_django_untouched(
    django: PlayingDjango,
    session: AuthSession,
    http: requests.Session,
    stop: StopRequest,
    log_lines: LogLines,
) -> None:
    django.assign(5, HOUSING)
    with MonitorSimulator([]) as gone:
        client = MonitorClient(base_url=gone.url, http=http)
    watcher = UpdateWatcher(operations=OperationClient(session=session), monitor=client, stop=stop)

    watcher.track_manual_assignments()

    assert not django.reports
    assert log_lines()[-1].endswith("got no answer: Connection refused")
