"""The setup state, from Monitor's production reports: setup until something has been reported."""

import pytest

from monitor_script.simulator import MonitorSimulator
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import HOUSING, LogLines
from tests.monitor_script.playing_django import PlayingDjango


@pytest.fixture(autouse=True)
def _assigned(django: PlayingDjango) -> None:
    django.assign(5, HOUSING)


def states_reported(django: PlayingDjango) -> list[object]:
    return [report.get("is_setup", "left out") for _, report in django.reports]


def test_an_operation_without_reports_says_nothing_of_setup(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    watcher.track_manual_assignments()

    assert states_reported(django) == ["left out"]


def test_an_operation_that_runs_already_is_reported_as_running_at_first_sight(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    monitor.report_parts(HOUSING, 45)

    watcher.track_manual_assignments()

    assert states_reported(django) == [False]


def test_the_end_of_setup_is_reported_once(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    for total in (0, 1, 2):
        if total:
            monitor.report_parts(HOUSING, 1)
        watcher.track_manual_assignments()

    assert states_reported(django) == ["left out", False, "left out"]


def test_a_change_of_setup_alone_is_reported_with_a_line_of_its_own(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    watcher.track_manual_assignments()

    monitor.report_parts(HOUSING, 0)
    watcher.track_manual_assignments()

    assert states_reported(django) == ["left out", False]
    assert log_lines()[-1] == (
        "INFO: 📊 Manual assignment updated: Op 1372462048115913939 → running (was setup)"
    )


def test_a_quantity_is_reported_even_when_the_setup_state_cannot_be_asked_for(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, 45)
    # The first query of a cycle asks for the quantity, the second for the setup state.
    monitor.delay_next(1, seconds=0)
    monitor.garble_next(1)

    cycle = watcher.track_manual_assignments()

    assert not cycle.done
    assert django.reports[-1][1]["currently_made_quantity"] == 45
    assert states_reported(django) == ["left out", "left out"]
    assert any(
        line.startswith("WARNING: ⚠️ Could not ask Monitor G5 whether Op 1372462048115913939 (Machine 5)")
        for line in log_lines()
    )


def test_a_setup_state_that_was_not_known_is_reported_when_it_is(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    monitor.report_parts(HOUSING, 45)
    monitor.delay_next(1, seconds=0)
    monitor.garble_next(1)
    watcher.track_manual_assignments()

    watcher.track_manual_assignments()

    assert states_reported(django) == ["left out", False]
