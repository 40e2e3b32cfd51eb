"""What is reported when, and the log lines of it, character for character."""

from decimal import Decimal

from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from monitor_script.simulator.clock import HandClock
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import BEARING, HOUSING, LogLines
from tests.monitor_script.playing_django import PlayingDjango


def payload(machine_pk: int, operation_id: str, quantity: int, **more: object) -> dict[str, object]:
    return {
        "machine_pk": machine_pk,
        "monitor_operation_id": operation_id,
        "currently_made_quantity": quantity,
        **more,
    }


def test_the_log_of_a_tracked_operation_is_the_documented_one(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    django.assign(7, BEARING, "next")
    watcher.track_manual_assignments()
    first = log_lines()

    monitor.report_parts(HOUSING, 45)
    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, 35)
    watcher.track_manual_assignments()

    assert first == [
        "INFO: 🔍 Checking 2 manually assigned operations...",
        "INFO: 📊 Starting to track manual assignment: Op 1372462048115913939 (Machine 5)",
        "INFO: ✅ Current operation update successful.",
        "INFO: 📊 Starting to track manual assignment: Op 1356903283169489935 (Machine 7)",
        "INFO: ✅ Next operation update successful.",
    ]
    assert log_lines() == [
        "INFO: 🔍 Checking 2 manually assigned operations...",
        "INFO: 📊 Manual assignment updated: Op 1372462048115913939 → 45 parts (was 0)",
        "INFO: 🔍 Checking 2 manually assigned operations...",
        "INFO: 📊 Manual assignment updated: Op 1372462048115913939 → 80 parts (was 45)",
    ]


def test_no_assignments_is_a_quiet_successful_cycle(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    cycle = watcher.track_manual_assignments()

    assert cycle.done
    assert log_lines() == ["INFO: 🔍 Checking 0 manually assigned operations..."]
    assert not monitor.queries
    assert not django.reports


def test_the_first_sight_of_an_assignment_is_always_reported(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)

    watcher.track_manual_assignments()

    assert django.reports == [("current", payload(5, HOUSING, 0))]


def test_an_unchanged_quantity_is_not_reported_again(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()
    log_lines()

    watcher.track_manual_assignments()

    assert len(django.reports) == 1
    assert log_lines() == ["INFO: 🔍 Checking 1 manually assigned operations..."]


def test_a_changed_quantity_is_reported_once(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    monitor.report_parts(HOUSING, 10)
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()

    monitor.report_parts(HOUSING, 35)
    watcher.track_manual_assignments()
    watcher.track_manual_assignments()

    assert django.reports[1:] == [("current", payload(5, HOUSING, 45))]


def test_a_lower_total_is_reported_as_the_correction_that_it_is(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    monitor.report_parts(HOUSING, 45)
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()

    monitor.report_parts(HOUSING, -5)
    watcher.track_manual_assignments()

    assert django.reports[-1] == ("current", payload(5, HOUSING, 40))
    assert log_lines()[-1] == (
        "INFO: 📊 Manual assignment updated: Op 1372462048115913939 → 40 parts (was 45)"
    )


def test_a_next_operation_is_reported_to_its_own_address(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, BEARING, "next")

    watcher.track_manual_assignments()

    assert django.reports == [("next", payload(5, BEARING, 0))]


def test_both_slots_of_a_machine_are_tracked_apart(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    django.assign(5, BEARING, "next")
    watcher.track_manual_assignments()

    monitor.report_parts(BEARING, 3)
    watcher.track_manual_assignments()

    assert [slot for slot, _ in django.reports] == ["current", "next", "next"]
    assert django.reports[-1] == ("next", payload(5, BEARING, 3, is_setup=False))


def test_one_operation_on_two_machines_is_reported_for_each(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()

    django.assign(7, HOUSING)
    watcher.track_manual_assignments()

    assert django.reports == [("current", payload(5, HOUSING, 0)), ("current", payload(7, HOUSING, 0))]


def test_an_operation_that_moves_to_the_other_slot_is_a_new_sight(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING, "next")
    watcher.track_manual_assignments()

    django.assignments.clear()
    django.assign(5, HOUSING, "current")
    watcher.track_manual_assignments()

    assert [slot for slot, _ in django.reports] == ["next", "current"]


def test_an_assignment_that_is_gone_is_forgotten_and_reported_afresh_when_it_returns(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()
    kept = django.assignments.pop()
    log_lines()

    watcher.track_manual_assignments()
    forgotten = log_lines()
    django.assignments.append(kept)
    watcher.track_manual_assignments()

    assert "INFO: 📊 Stopped tracking manual assignment: Op 1372462048115913939 (Machine 5)" in forgotten
    assert len(django.reports) == 2


def test_parts_that_the_plant_makes_arrive_as_time_passes(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, clock: HandClock
) -> None:
    monitor.plant.set_rate(HOUSING, 6)
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()

    for _ in range(2):
        clock.advance(minutes=2)
        watcher.track_manual_assignments()

    assert [report["currently_made_quantity"] for _, report in django.reports] == [0, 12, 24]


def test_a_fraction_is_rounded_down_and_said_once(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    monitor.report_parts(HOUSING, Decimal("45.9"))
    django.assign(5, HOUSING)
    django.assign(7, HOUSING)

    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, Decimal("0.05"))
    watcher.track_manual_assignments()

    assert [report["currently_made_quantity"] for _, report in django.reports] == [45, 45]
    assert [line for line in log_lines() if "45.9" in line] == [
        "INFO: 📊 Op 1372462048115913939: 45.9 parts are reported, of which 45 whole ones count."
    ]


def test_a_fraction_is_said_again_when_its_operation_is_assigned_anew(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    monitor.report_parts(HOUSING, Decimal("45.9"))

    for assigned in (True, False, True):
        django.assignments.clear()
        if assigned:
            django.assign(5, HOUSING)
        watcher.track_manual_assignments()

    assert len([line for line in log_lines() if "45.9" in line]) == 2


def test_ids_and_quantities_beyond_what_a_float_holds_stay_exact(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    neighbours = ["9223372036854775806", "9223372036854775807"]
    for operation_id, quantity in zip(neighbours, [2**53 + 1, 2**53 + 3], strict=True):
        monitor.plant.add(SimulatedOperation(operation_id, "Pin", "20260103", 10, "1403"))
        monitor.report_parts(operation_id, quantity)
        django.assign(5, operation_id, "current" if operation_id == neighbours[0] else "next")

    watcher.track_manual_assignments()

    assert [
        (report["monitor_operation_id"], report["currently_made_quantity"]) for _, report in django.reports
    ] == [(neighbours[0], 2**53 + 1), (neighbours[1], 2**53 + 3)]
