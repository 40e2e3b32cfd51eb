"""The script's JSON, byte for byte: files of this folder are what the script sends and what it gets."""

import json
from pathlib import Path

import pytest
from django.test import Client

from monitoring.models import Monitor_operation
from tests.factories import MONITOR_ID, NEXT, assigned, machine, pool_operation, reporter_user

FOLDER = Path(__file__).parent
ANSWERS = dict(
    line.strip().removesuffix(",").removeprefix('"').split('": ', 1)
    for line in (FOLDER / "rest_answers.json").read_text(encoding="utf-8").splitlines()[1:-1]
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def script() -> Client:
    client = Client()
    client.force_login(reporter_user())
    return client


def post(client: Client, address: str, body: str) -> str:
    return client.post(f"/monitoring/{address}/", body, content_type="application/json").content.decode()


def test_the_list_of_manual_assignments(script: Client) -> None:
    empty = script.get("/monitoring/api/manual-assignments/").content.decode()
    assigned(machine("Lathe 5", pk=5), pool_operation(MONITOR_ID))
    assigned(machine("Lathe 7", pk=7), pool_operation("1356903283169489935"), slot=NEXT)

    listed = script.get("/monitoring/api/manual-assignments/").content.decode()

    assert empty == ANSWERS["no_manual_assignments"]
    assert listed == ANSWERS["manual_assignments"]


@pytest.mark.parametrize("slot", ["current", "next"])
def test_the_full_update_of_an_operation(script: Client, slot: str) -> None:
    machine("Lathe 5", pk=5)
    body = (FOLDER / "rest_full_update.json").read_text(encoding="utf-8")

    answer = post(script, f"update-{slot}-monitor-operation", body)

    sent = json.loads(body)
    row = Monitor_operation.objects.get(machine=5, monitor_slot=slot)
    stored = {name: getattr(row, name) for name in sent if hasattr(row, name) and name != "machine_pk"}
    drawing = bytes(row.drawing.image)
    assert answer == ANSWERS["update"]
    assert drawing == b"\x89PNG\r\n\x1a\n"
    assert json.loads(json.dumps(stored, default=str)) == {name: sent[name] for name in stored}
    assert len(stored) == len(sent) - 2


def test_the_sync_of_the_pool(script: Client) -> None:
    body = (FOLDER / "rest_pool_sync.json").read_text(encoding="utf-8")

    answer = post(script, "api/sync-operation-pool", body)

    rows = Monitor_operation.objects.order_by("pk")
    columns = rows.values_list("monitor_operation_id", "name", "report_number", "quantity", "is_in_pool")
    assert answer == ANSWERS["pool_sync"]
    assert list(columns) == [
        ("1372462048115913939", "Housing", "R-1001", 120, True),
        ("1356903283169489935", "Bearing", None, None, True),
    ]


def test_the_refusals_that_the_script_tells_apart(script: Client) -> None:
    machine("Lathe 5", pk=5)
    late = '{"machine_pk": 5, "monitor_operation_id": "1356903283169489935", "currently_made_quantity": 45}'

    refused = post(script, "update-current-monitor-operation", late)
    script.logout()
    anonymous = post(script, "update-current-monitor-operation", late)

    assert refused == ANSWERS["operation_not_assigned"]
    assert anonymous == ANSWERS["not_authenticated"]
