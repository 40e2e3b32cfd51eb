"""Monitor's queries over HTTP: the documented shapes are answered, every other one is refused."""

import json
from collections.abc import Iterator
from decimal import Decimal

import pytest
import requests
from hypothesis import given
from hypothesis import strategies as st

from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from monitor_script.simulator.clock import HandClock
from monitor_script.simulator.queries import to_json

OPERATIONS = "ManufacturingOrderOperations"
REPORTINGS = "ManufacturingOrderOperationReportings"
FIRST, SECOND, THIRD, ELSEWHERE = "1372462048115913939", "1372462048115913940", "1372462048115913941", "42"


@pytest.fixture
def simulator() -> Iterator[MonitorSimulator]:
    operations = [
        SimulatedOperation(FIRST, "Spindle housing", "20260101", 100, "1401", 6, priority=1),
        SimulatedOperation(SECOND, "Bearing cap", "REP-2", Decimal("12.5"), "1401", priority=3),
        SimulatedOperation(THIRD, "Drive shaft", "20260103", 80, "1401", priority=2),
        SimulatedOperation(ELSEWHERE, "Flange", "20260104", 80, "1402"),
    ]
    with MonitorSimulator(operations, clock=HandClock()) as simulator:
        yield simulator


def ask(simulator: MonitorSimulator, entity: str, **options: str) -> requests.Response:
    return requests.get(
        f"{simulator.url}/en/001.1/api/v1/Manufacturing/{entity}",
        params={f"${name}": text for name, text in options.items()},
        timeout=30,
    )


def ids(simulator: MonitorSimulator, entity: str = OPERATIONS, **options: str) -> list[str]:
    return [str(row["Id"]) for row in ask(simulator, entity, **options).json()]


def test_an_operation_is_found_by_its_id_with_the_columns_asked_for(simulator: MonitorSimulator) -> None:
    answer = ask(simulator, OPERATIONS, filter=f"Id eq '{FIRST}'", select="Id,ReportedQuantity")

    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert answer.text == f'[{{"Id":{FIRST},"ReportedQuantity":0.0}}]'


def test_an_unknown_id_finds_no_rows(simulator: MonitorSimulator) -> None:
    assert ask(simulator, OPERATIONS, filter="Id eq '7'").text == "[]"


def test_ids_are_numbers_and_quantities_decimals_digit_by_digit(simulator: MonitorSimulator) -> None:
    row = ask(simulator, OPERATIONS, filter=f"Id eq '{SECOND}'").text

    assert f'"Id":{SECOND}' in row
    assert '"PlannedQuantity":12.5' in row
    assert '"ReportNumber":"REP-2"' in row


def test_active_operations_of_a_work_center_are_found_by_status(simulator: MonitorSimulator) -> None:
    simulator.report_parts(SECOND, 1)
    active = "WorkCenterId eq '1401' and (Status eq 1 or Status eq 4)"

    assert ids(simulator, filter=active) == [FIRST, SECOND]


def test_words_are_compared_as_they_are_with_their_quotes_doubled(simulator: MonitorSimulator) -> None:
    simulator.plant.add(SimulatedOperation("7", "O'Ring", "1", 100, "1403"))

    assert ids(simulator, filter="Description eq 'O''Ring'") == ["7"]


def test_and_binds_stronger_than_or(simulator: MonitorSimulator) -> None:
    loose = "WorkCenterId eq '1402' or WorkCenterId eq '1401' and Status eq 1"

    assert ids(simulator, filter=loose) == [FIRST, ELSEWHERE]


def test_queued_operations_are_found_in_order_of_priority(simulator: MonitorSimulator) -> None:
    queued = ids(
        simulator, filter="WorkCenterId eq '1401' and WorkshopOperationStatus eq '0'", orderby="Priority"
    )

    assert queued == [THIRD, SECOND]


def test_rows_without_a_priority_come_first(simulator: MonitorSimulator) -> None:
    assert ids(simulator, orderby="Priority", top="2") == [ELSEWHERE, FIRST]


def test_numbers_and_words_in_one_column_have_an_order(simulator: MonitorSimulator) -> None:
    assert ids(simulator, orderby="ReportNumber desc", top="1") == [SECOND]


def test_the_newest_report_of_an_operation_comes_first(simulator: MonitorSimulator) -> None:
    simulator.plant.add(SimulatedOperation("7", "Pin", "1", 100, "1403", priority=9))
    for quantity in (3, 4):
        simulator.report_parts("7", quantity)

    newest = ask(
        simulator, REPORTINGS, filter="OperationId eq '7'", orderby="ReportingTimestamp desc", top="1"
    ).json()
    everything = ask(simulator, REPORTINGS, filter="OperationId eq '7'").json()

    assert len(newest) == 1
    assert [row["Quantity"] for row in everything] == [3, 4]
    assert everything[0]["ReportingTimestamp"] == "2026-01-05T06:00:00.000000+00:00"


def test_no_reports_are_an_empty_list(simulator: MonitorSimulator) -> None:
    assert ask(simulator, REPORTINGS, filter=f"OperationId eq '{FIRST}'").json() == []


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"filter": "Id gt '5'"}, "Id must be followed by eq"),
        ({"filter": "Id eq"}, "it ends too early"),
        ({"filter": ""}, "it ends too early"),
        ({"filter": "Id eq 'x'"}, "Id is a number, 'x' is not"),
        ({"filter": "Weight eq 5"}, "there is no column 'Weight'"),
        ({"filter": "(Id eq 5"}, "a ) is missing"),
        ({"filter": "Id eq 5)"}, ") is not expected here"),
        ({"filter": "Id eq 5; DROP"}, "cannot be read from position 7 on"),
        ({"filter": "(" * 21 + "Id eq 5" + ")" * 21}, "at most 20 parentheses"),
        ({"select": "Id,Weight"}, "there is no column 'Weight'"),
        ({"orderby": "Id, Priority"}, "there is no column 'Id,'"),
        ({"orderby": "Id sideways"}, "one column, then asc or desc"),
        ({"top": "-1"}, "a number of rows"),
        ({"top": "many"}, "a number of rows"),
        ({"expand": "Part"}, "$expand: known, once each, are $filter, $select, $orderby, $top"),
    ],
)
def test_a_query_that_is_not_supported_is_400_and_says_why(
    options: dict[str, str], complaint: str, simulator: MonitorSimulator
) -> None:
    answer = ask(simulator, OPERATIONS, **options)

    assert answer.status_code == 400
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    assert complaint in answer.json()["error"]


@pytest.mark.parametrize(
    "path", ["/", "/en/001.1/api/v1/Inventory/Parts", "/api/v1/Manufacturing/ManufacturingOrderOperations"]
)
def test_an_unknown_address_is_404_and_says_what_is_known(path: str, simulator: MonitorSimulator) -> None:
    answer = requests.get(simulator.url + path, timeout=30)

    assert answer.status_code == 404
    assert "Manufacturing/ManufacturingOrderOperations" in answer.json()["error"]


@given(
    number=st.integers(min_value=-(2**63), max_value=2**63 - 1),
    quantity=st.decimals(
        allow_nan=False, allow_infinity=False, min_value=-(10**18), max_value=10**18, places=6
    ),
    text=st.text(),
)
def test_every_int64_decimal_and_text_survives_json(number: int, quantity: Decimal, text: str) -> None:
    row = json.loads(to_json([{"Id": number, "Quantity": quantity, "Name": text}]), parse_float=Decimal)[0]

    assert row == {"Id": number, "Quantity": quantity, "Name": text}


@pytest.mark.parametrize("quantity", [Decimal("1E+3"), Decimal("1E-7"), Decimal("-0"), Decimal("0E+3")])
def test_decimals_are_written_without_an_exponent(quantity: Decimal) -> None:
    text = to_json([{"Quantity": quantity}])

    assert "E" not in text
    assert json.loads(text, parse_float=Decimal) == [{"Quantity": quantity}]
