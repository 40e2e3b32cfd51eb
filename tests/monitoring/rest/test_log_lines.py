"""What the person who reads the log at 3 in the morning finds of the door's work."""

import logging

import pytest
from django.test import Client

from monitoring import unknown_keys
from tests.factories import MONITOR_ID, assigned, machine
from tests.monitoring.rest.calls import SYNC_POOL, UPDATE_CURRENT, post


@pytest.fixture(autouse=True)
def _a_process_that_has_told_of_no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unknown_keys, "_told", set())


def lines(caplog: pytest.LogCaptureFixture, level: int) -> list[str]:
    """What the product itself logged at a level."""
    return [
        record.getMessage()
        for record in caplog.records
        if record.name.startswith("monitoring.") and record.levelno == level
    ]


def test_a_refusal_is_one_warning_with_who_where_code_and_field(
    script: Client, caplog: pytest.LogCaptureFixture
) -> None:
    post(script, UPDATE_CURRENT, {"machine_pk": machine().pk, "currently_made_quantity": -5})

    (line,) = lines(caplog, logging.WARNING)
    assert line == (
        f"Refused POST {UPDATE_CURRENT} by monitor-script: 400 invalid_value, field currently_made_quantity: "
        "currently_made_quantity must be between 0 and 2147483647; -5 is not."
    )


def test_a_refusal_of_nobody_says_so(client: Client, db: None, caplog: pytest.LogCaptureFixture) -> None:
    post(client, SYNC_POOL, {"operations": []})

    assert lines(caplog, logging.WARNING) == [
        f"Refused POST {SYNC_POOL} by nobody who is logged in: 401 not_authenticated: Log in first."
    ]


@pytest.mark.django_db(transaction=True)
def test_an_accepted_report_is_one_line_with_who_machine_operation_and_from_to(
    script: Client, caplog: pytest.LogCaptureFixture
) -> None:
    lathe = machine()
    assigned(lathe)
    caplog.clear()
    caplog.set_level(logging.INFO)
    payload = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}

    post(script, UPDATE_CURRENT, payload)
    post(script, UPDATE_CURRENT, payload)

    (line,) = lines(caplog, logging.INFO)
    assert all(part in line for part in ("monitor-script", "Lathe 1", "current", MONITOR_ID, "0 -> 45"))


def test_an_unknown_key_is_told_once_and_its_value_never(
    script: Client, caplog: pytest.LogCaptureFixture
) -> None:
    lathe = machine()
    assigned(lathe)
    body = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "shift": "a secret", "lot\n": 1}

    first = post(script, UPDATE_CURRENT, body)
    second = post(script, UPDATE_CURRENT, body)
    post(script, SYNC_POOL, {"operations": [{"monitor_operation_id": "1", "shift": 2}], "colour": 3})

    assert first.status == second.status == 200
    assert lines(caplog, logging.WARNING) == [
        r"Ignoring the unknown key 'lot\n' in a body that was sent here (told once).",
        "Ignoring the unknown key 'shift' in a body that was sent here (told once).",
        "Ignoring the unknown key 'colour' in a body that was sent here (told once).",
    ]
    assert "a secret" not in caplog.text


def test_a_client_that_makes_keys_up_fills_neither_the_log_nor_the_memory(
    script: Client, caplog: pytest.LogCaptureFixture
) -> None:
    made_up = {f"key {number} {'x' * 1000}": number for number in range(300)}

    post(script, UPDATE_CURRENT, {"machine_pk": machine().pk, **made_up})

    told = [line for line in lines(caplog, logging.WARNING) if "unknown key" in line]
    assert len(told) == unknown_keys.MAXIMUM_KEYS_TOLD
    assert max(map(len, told)) < 200


def test_unknown_keys_do_not_make_a_report_monitors_plan(script: Client) -> None:
    lathe = machine()
    manual = assigned(lathe)
    body = {
        "machine_pk": lathe.pk,
        "monitor_operation_id": MONITOR_ID,
        "currently_made_quantity": 45,
        "part_name": "Axle",
        "operations": [],
    }

    post(script, UPDATE_CURRENT, body)

    manual.refresh_from_db()
    assert manual.currently_made_quantity == 45
    assert not lathe.monitor_operations.exists()
