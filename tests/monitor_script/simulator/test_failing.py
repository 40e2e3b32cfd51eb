"""The simulator fails when it is told to, in the way, as often and for whom it is told."""

import json

import pytest
import requests

from monitor_script.monitor_client import MonitorCredentials
from monitor_script.simulator import MonitorSimulator
from tests.monitor_script.conftest import BEARING, HOUSING


def ask(monitor: MonitorSimulator, operation_id: str = HOUSING, timeout: float = 30) -> requests.Response:
    return requests.get(
        f"{monitor.url}/en/001.1/api/v1/Manufacturing/ManufacturingOrderOperations",
        params={"$filter": f"Id eq '{operation_id}'"},
        timeout=timeout,
    )


def control(monitor: MonitorSimulator, name: str, body: object) -> requests.Response:
    return requests.post(f"{monitor.url}/simulator/{name}", data=json.dumps(body), timeout=30)


def test_the_next_queries_fail_as_often_as_told(monitor: MonitorSimulator) -> None:
    monitor.fail_next(2, status=503)

    assert [ask(monitor).status_code for _ in range(3)] == [503, 503, 200]


def test_a_status_that_python_has_no_name_for_is_answered_too(monitor: MonitorSimulator) -> None:
    monitor.fail_next(status=520)

    assert ask(monitor).status_code == 520


def test_a_failure_for_one_operation_leaves_the_others_alone(monitor: MonitorSimulator) -> None:
    monitor.fail_next(times=None, operation_id=HOUSING)

    assert [ask(monitor, BEARING).status_code, ask(monitor, HOUSING).status_code] == [200, 500]


def test_failures_happen_in_the_order_in_which_they_were_asked_for(monitor: MonitorSimulator) -> None:
    monitor.fail_next(status=500)
    monitor.fail_next(status=503)

    assert [ask(monitor).status_code for _ in range(3)] == [500, 503, 200]


def test_a_dropped_connection_has_no_answer(monitor: MonitorSimulator) -> None:
    monitor.drop_next()

    with pytest.raises(requests.ConnectionError):
        ask(monitor)
    assert ask(monitor).status_code == 200


def test_malformed_json_comes_with_status_200(monitor: MonitorSimulator) -> None:
    monitor.garble_next()

    answer = ask(monitor)

    assert answer.status_code == 200
    with pytest.raises(requests.JSONDecodeError):
        answer.json()


def test_a_delayed_answer_is_right_but_too_late_for_the_impatient(monitor: MonitorSimulator) -> None:
    monitor.delay_next(seconds=3600)
    monitor.delay_next(seconds=0)

    with pytest.raises(requests.ReadTimeout):
        ask(monitor, timeout=0.05)
    assert ask(monitor).json()[0]["ReportedQuantity"] == 0


def test_recovering_forgets_the_failures_to_come(monitor: MonitorSimulator) -> None:
    monitor.fail_next(times=None)
    failing = ask(monitor).status_code

    monitor.recover()

    assert (failing, ask(monitor).status_code) == (500, 200)


def test_a_person_can_make_it_fail_and_recover_by_http(monitor: MonitorSimulator) -> None:
    told = control(monitor, "fail", {"times": None, "status": 502, "operation_id": HOUSING})
    failing = ask(monitor).status_code

    control(monitor, "recover", {})

    assert told.json() == {
        "kind": "status",
        "times": None,
        "status": 502,
        "seconds": 0.0,
        "operation_id": HOUSING,
    }
    assert (failing, ask(monitor).status_code) == (502, 200)


def test_a_person_can_report_parts_and_set_rates_by_http(monitor: MonitorSimulator) -> None:
    reported = control(monitor, "report", {"operation_id": HOUSING, "quantity": 5})
    rate = control(monitor, "rate", {"operation_id": HOUSING, "parts_per_minute": 2})

    assert reported.json() == {"reported_quantity": 5}
    assert rate.json() == {"parts_per_minute": 2}
    assert monitor.plant.reported_quantity(HOUSING) == 5


def test_the_state_of_the_plant_and_its_controls_can_be_read(monitor: MonitorSimulator) -> None:
    answer = requests.get(f"{monitor.url}/simulator/", timeout=30).json()

    assert [row["Description"] for row in answer["operations"]] == ["Spindle housing", "Bearing cap"]
    assert {line["POST"] for line in answer["controls"]} == {
        "/simulator/report",
        "/simulator/rate",
        "/simulator/fail",
        "/simulator/recover",
    }


@pytest.mark.parametrize(
    ("name", "body", "complaint"),
    [
        ("report", {"operation_id": "7", "quantity": 5}, "the plant has no operation 7"),
        ("report", {"operation_id": HOUSING, "quantity": -5}, "takes back more than the 0"),
        ("report", {"operation_id": HOUSING}, "quantity: Field required"),
        ("report", {"operation_id": HOUSING, "quantity": 1, "at": 1}, "at: Extra inputs are not permitted"),
        ("report", [], "body: Input should be an object"),
        ("rate", {"operation_id": "7", "parts_per_minute": 5}, "the plant has no operation 7"),
        (
            "rate",
            {"operation_id": HOUSING, "parts_per_minute": -1},
            "parts_per_minute: Input should be greater",
        ),
        ("fail", {"kind": "explode"}, "kind: Input should be 'status', 'delay', 'drop' or 'malformed'"),
        ("fail", {"status": 200}, "status: Input should be greater than or equal to 400"),
        ("fail", {"times": 0}, "times: Input should be greater than or equal to 1"),
    ],
)
def test_a_control_that_makes_no_sense_is_400_names_the_field_and_changes_nothing(
    name: str, body: object, complaint: str, monitor: MonitorSimulator
) -> None:
    answer = control(monitor, name, body)

    assert answer.status_code == 400
    assert complaint in answer.json()["error"]
    assert ask(monitor).json()[0]["ReportedQuantity"] == 0


def test_an_unknown_control_is_404_and_a_huge_body_413(monitor: MonitorSimulator) -> None:
    assert control(monitor, "explode", {}).status_code == 404
    assert control(monitor, "report", "x" * 70_000).status_code == 413


def test_a_login_with_other_credentials_is_refused_as_monitor_does() -> None:
    user = MonitorCredentials(username="script", password="secret")
    with MonitorSimulator([], credentials=user) as monitor:
        login = f"{monitor.url}/en/001.1/login"
        wrong = requests.post(login, json={"Username": "script", "Password": "x"}, timeout=30)
        right = requests.post(login, json={"Username": "script", "Password": "secret"}, timeout=30)
        unreadable = requests.post(login, json=["script"], timeout=30)

    assert (wrong.status_code, wrong.json()) == (403, "User login failed")
    assert (right.status_code, len(right.headers["X-Monitor-SessionId"])) == (200, 36)
    assert unreadable.status_code == 400
