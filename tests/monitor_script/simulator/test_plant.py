"""The plant: parts are made as time passes, after setup, up to the plan."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor_script.simulator import Plant, SimulatedOperation, UnknownOperation
from monitor_script.simulator.clock import HandClock, real_clock
from monitor_script.simulator.plant import FINISHED, NOT_STARTED, PARTIALLY_REPORTED, STARTED

ID = "1372462048115913939"


def operation(
    *,
    rate: float = 6,
    planned: int = 100,
    setup_minutes: float = 0,
    reported: int = 0,
    stops_at_plan: bool = True,
) -> SimulatedOperation:
    return SimulatedOperation(
        ID,
        "Spindle housing",
        "20260101",
        planned,
        "1401",
        rate,
        setup_minutes=setup_minutes,
        reported_quantity=reported,
        stops_at_plan=stops_at_plan,
    )


def status(plant: Plant) -> int:
    return plant.snapshot()[0].status


def test_parts_are_made_at_the_operations_rate() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6)], clock=clock)

    clock.advance(minutes=2.5)

    assert plant.reported_quantity(ID) == 15


def test_only_whole_parts_count_and_none_is_lost_between_two_looks() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=0.7)], clock=clock)
    seen = []

    for _ in range(10):
        clock.advance(minutes=1)
        seen.append(plant.reported_quantity(ID))

    assert seen == [0, 1, 2, 2, 3, 4, 4, 5, 6, 7]


def test_nothing_is_made_during_setup() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6, setup_minutes=10)], clock=clock)

    clock.advance(minutes=10)
    during = plant.snapshot()[0]
    clock.advance(minutes=1)

    assert during.reported == 0
    assert not during.reportings
    assert during.status == STARTED
    assert plant.reported_quantity(ID) == 6


def test_production_ends_at_the_plan() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6, planned=10)], clock=clock)

    clock.advance(minutes=60)

    assert plant.reported_quantity(ID) == 10
    assert status(plant) == FINISHED


def test_production_goes_past_the_plan_where_it_is_told_to() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6, planned=10, stops_at_plan=False)], clock=clock)

    clock.advance(minutes=60)

    assert plant.reported_quantity(ID) == 360


def test_a_tester_may_report_past_the_plan_and_take_parts_back() -> None:
    plant = Plant([operation(rate=0, planned=10)])

    over = plant.report_parts(ID, 12)
    back = plant.report_parts(ID, Decimal("-2.5"))

    assert over == 12
    assert back == Decimal("9.5")
    assert status(plant) == PARTIALLY_REPORTED


def test_more_than_was_reported_cannot_be_taken_back() -> None:
    plant = Plant([operation(rate=0, reported=3)])

    with pytest.raises(ValueError, match="takes back more than the 3 parts reported"):
        plant.report_parts(ID, -4)

    assert plant.reported_quantity(ID) == 3


def test_parts_of_earlier_shifts_are_there_from_the_start_with_their_report() -> None:
    plant = Plant([operation(rate=0, reported=30)])

    job = plant.snapshot()[0]

    assert job.reported == 30
    assert [reporting.quantity for reporting in job.reportings] == [30]


def test_an_operation_without_a_rate_waits_in_the_queue_until_it_gets_one() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=0)], clock=clock)
    clock.advance(minutes=60)
    waiting = status(plant)

    plant.set_rate(ID, 2)
    clock.advance(minutes=3)

    assert waiting == NOT_STARTED
    assert plant.reported_quantity(ID) == 6


def test_a_new_rate_counts_from_now_on_and_zero_halts() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6)], clock=clock)
    clock.advance(minutes=1)
    plant.set_rate(ID, 1)
    clock.advance(minutes=1)
    slow = plant.reported_quantity(ID)

    plant.set_rate(ID, 0)
    clock.advance(minutes=60)

    assert slow == plant.reported_quantity(ID) == 7


def test_a_rate_below_zero_is_refused() -> None:
    plant = Plant([operation()])

    with pytest.raises(ValueError, match="parts_per_minute -1 is below 0"):
        plant.set_rate(ID, -1)


def test_a_new_rate_during_setup_does_not_shorten_the_setup() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6, setup_minutes=10)], clock=clock)

    plant.set_rate(ID, 1)
    clock.advance(minutes=12)

    assert plant.reported_quantity(ID) == 2


def test_a_clock_that_is_set_back_takes_no_parts_away_and_makes_none_twice() -> None:
    clock = HandClock()
    plant = Plant([operation(rate=6)], clock=clock)
    totals = []

    for minutes in (5, -4, 4):
        clock.advance(minutes=minutes)
        totals.append(plant.reported_quantity(ID))

    assert totals == [30, 30, 30]


def test_an_unknown_operation_and_a_second_of_the_same_id_are_refused() -> None:
    plant = Plant([operation()])

    with pytest.raises(UnknownOperation, match="no operation 42"):
        plant.report_parts("42", 1)
    with pytest.raises(ValueError, match=f"monitor_operation_id {ID} is there twice"):
        plant.add(operation())


def test_the_real_clock_tells_the_time_with_its_zone() -> None:
    assert real_clock().utcoffset() is not None


@given(
    steps=st.lists(st.floats(min_value=0, max_value=100), max_size=20),
    rate=st.floats(min_value=0, max_value=1000),
    planned=st.integers(min_value=0, max_value=500),
)
def test_totals_never_fall_never_pass_the_plan_and_are_the_sum_of_the_reports(
    steps: list[float], rate: float, planned: int
) -> None:
    clock = HandClock()
    plant = Plant([operation(rate=rate, planned=planned)], clock=clock)
    totals = []

    for minutes in steps:
        clock.advance(minutes=minutes)
        totals.append(plant.reported_quantity(ID))

    job = plant.snapshot()[0]
    assert totals == sorted(totals)
    assert job.reported <= planned
    assert job.reported == sum(reporting.quantity for reporting in job.reportings)


@pytest.mark.parametrize(
    ("fields", "complaint"),
    [
        (
            {"monitor_operation_id": "abc"},
            "monitor_operation_id must be digits, from 1 to 9223372036854775807",
        ),
        ({"monitor_operation_id": "9223372036854775808"}, "monitor_operation_id must be digits"),
        ({"work_center_id": "0"}, "work_center_id must be digits"),
        ({"planned_quantity": -1}, "planned_quantity must be a number from 0 to"),
        ({"parts_per_minute": -0.5}, "parts_per_minute must be a number from 0 to"),
        ({"parts_per_minute": float("nan")}, "parts_per_minute must be a number from 0 to"),
        ({"setup_minutes": -1}, "setup_minutes must be a number from 0 to"),
        ({"reported_quantity": -1}, "reported_quantity must be a number from 0 to"),
    ],
)
def test_an_operation_that_cannot_be_is_refused_by_field_and_limit(
    fields: dict[str, object], complaint: str
) -> None:
    right: dict[str, object] = {
        "monitor_operation_id": ID,
        "part_name": "Pin",
        "report_number": "1",
        "planned_quantity": 10,
        "work_center_id": "1401",
    }

    with pytest.raises(ValueError, match=complaint):
        SimulatedOperation(**{**right, **fields})  # type: ignore[arg-type] # wrong values are the point
