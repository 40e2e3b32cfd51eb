"""What `make soak` looks at can fail: each check finds what it is there for."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.factories import CURRENT, NEXT
from tests.soak.model import IDLE, PlantModel, Slot
from tests.soak.screens import FollowingScreen, Screens

KEY = (5, CURRENT)


def model() -> PlantModel:
    """One machine whose planner assigned operation 7 and then marked the slot idle; 1 part was reported."""
    plant = PlantModel(slots={KEY: Slot(), (5, NEXT): Slot()}, made={"901": 0})
    plant.decided(KEY, 7, changed=True, version=1)
    plant.decided(KEY, IDLE, changed=True, version=2)
    plant.reported("901")
    return plant


def state(**differing: Any) -> dict[str, Any]:
    """What the database holds after that, apart from what differs."""
    events = {"assigned": 1, "idle_marked": 1, "quantity_reported": 1}
    slots = {"5 current": [IDLE, 2], "5 next": [None, 0]}
    return {"slots": slots, "made": {"901": 1, "902": 0}, "events": Counter(events)} | differing


def test_a_database_that_holds_what_was_acknowledged_has_no_difference() -> None:
    assert model().differences(state()) == []


@pytest.mark.parametrize(
    "differing",
    [
        {"slots": {"5 current": [7, 2]}},
        {"slots": {"5 current": [IDLE, 3]}},
        {"slots": {}},
        {"made": {"901": 0}},
        {"made": {"901": 1, "902": 1}},
        {"events": Counter({"assigned": 1, "idle_marked": 1})},
    ],
)
def test_whatever_differs_is_found(differing: dict[str, Any]) -> None:
    assert len(model().differences(state(**differing))) == 1


def test_an_answer_that_nobody_expected_is_a_difference() -> None:
    plant = model()

    plant.decided(KEY, IDLE, changed=True, version=3)

    assert "answered (True, 3), expected (False, 2)" in plant.differences(state())[0]


def event(number: int) -> bytes:
    return f'{{"data":{{"planningEvents":{{"__typename":"PlanningEvent","id":"{number}"}}}}}}'.encode()


def heard(screens: Screens, *streams: bytes) -> list[str]:
    """What differs after each screen received these bytes, one at a time; the log has the events 1, 2 and 3."""
    for screen, stream in zip(screens.all, streams, strict=True):
        for byte in stream:
            screen.receive(bytes([byte]), 0.0)
    return screens.differences([1, 2, 3])


def test_screens_that_heard_all_in_order_do_not_differ_however_the_bytes_come() -> None:
    stream = event(1) + b": heartbeat\n\n" + event(2) + event(3)

    assert heard(Screens(2), stream, stream) == []


@pytest.mark.parametrize("second", [[1, 2], [1, 3, 2], [1, 2, 2, 3], [1, 2, 3, 4]])
def test_a_screen_that_misses_swaps_or_repeats_an_event_is_found(second: list[int]) -> None:
    whole = event(1) + event(2) + event(3)

    assert heard(Screens(2), whole, b"".join(map(event, second)))


def test_events_that_no_screen_heard_are_found() -> None:
    screens = Screens(1)
    screens.all[0] = FollowingScreen("screen", screens.order)

    assert heard(screens, event(1) + event(3)) != []
