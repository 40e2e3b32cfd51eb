"""The simulated Monitor of the demo works on what planners assigned, and on nothing else."""

import json
from pathlib import Path

import pytest

from monitor_script.simulator import MonitorSimulator, Plant, read_plant_file
from monitor_script.simulator.clock import HandClock
from monitoring.demo import shop_floor
from monitoring.demo.shop_floor import ShopFloor, parts_per_minute, write_plant_file
from tests import factories
from tests.factories import CURRENT, MONITOR_ID, NEXT

pytestmark = pytest.mark.django_db


@pytest.fixture
def plant_file(tmp_path: Path) -> Path:
    return tmp_path / "plant.json"


@pytest.fixture(autouse=True)
def _look_every_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shop_floor, "SECONDS_BETWEEN_LOOKS", 0.0)


def test_the_simulator_reads_every_operation_with_what_is_made_already(plant_file: Path) -> None:
    factories.full_operation(factories.machine(work_center_id="1401"), "7")
    factories.pool_operation("8", name=None, quantity=None, report_number=None)

    write_plant_file(plant_file)

    first, second = read_plant_file(plant_file)
    assert (first.monitor_operation_id, first.work_center_id, first.reported_quantity) == ("7", "1401", 45)
    assert (second.monitor_operation_id, second.planned_quantity, second.parts_per_minute) == ("8", 0, 0)


def test_rows_without_an_id_of_monitors_and_second_rows_of_one_id_are_left_out(plant_file: Path) -> None:
    for monitor_id in ("", "job 7", "0", str(2**63), MONITOR_ID, MONITOR_ID):
        factories.pool_operation(monitor_id)

    assert write_plant_file(plant_file) == 1
    assert [line["monitor_operation_id"] for line in json.loads(plant_file.read_text())] == [MONITOR_ID]


def test_parts_are_made_while_an_operation_is_in_a_current_slot(plant_file: Path) -> None:
    machine, operation = factories.machine(), factories.pool_operation(quantity=1000)
    factories.assigned(machine, factories.pool_operation("8"), slot=NEXT)
    write_plant_file(plant_file)
    clock = HandClock()
    plant = Plant(read_plant_file(plant_file), clock=clock)

    with MonitorSimulator(plant) as simulator:
        floor = ShopFloor(simulator_url=simulator.url)
        floor.follow_planners()
        clock.advance(minutes=1)
        before = plant.reported_quantity(MONITOR_ID)
        factories.assigned(machine, operation, slot=CURRENT)
        floor.follow_planners()
        clock.advance(minutes=1)
        assigned = plant.reported_quantity(MONITOR_ID)
        factories.marked_idle(machine, slot=CURRENT)
        floor.follow_planners()
        clock.advance(minutes=1)

        assert before == 0
        assert assigned == parts_per_minute(MONITOR_ID) > 0
        assert plant.reported_quantity(MONITOR_ID) == assigned
        assert plant.reported_quantity("8") == 0


def test_a_simulator_that_is_away_is_told_at_the_next_look(
    plant_file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    factories.assigned(factories.machine(), factories.pool_operation(quantity=1000))
    write_plant_file(plant_file)
    clock = HandClock()
    plant = Plant(read_plant_file(plant_file), clock=clock)
    with MonitorSimulator(plant) as away:
        port = away.port
        floor = ShopFloor(simulator_url=away.url)

    floor.follow_planners()
    with MonitorSimulator(plant, port=port):
        floor.follow_planners()
        clock.advance(minutes=1)

        assert "The simulated plant did not take what planners changed" in caplog.text
        assert plant.reported_quantity(MONITOR_ID) > 0
