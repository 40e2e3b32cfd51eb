"""Who may change what; whoever may not changes nothing."""

import pytest
from pytest_django import Settings

from monitoring.models import Machine
from tests.graphql_api.api import Api, all_rows
from tests.graphql_api.changing_inputs import DECISIONS, REPORTS, inputs, lathe_with_work


@pytest.fixture
def lathe(db: None) -> Machine:
    return lathe_with_work()


@pytest.mark.parametrize("mutation", DECISIONS)
def test_a_plain_login_decides_nothing(reporter: Api, lathe: Machine, mutation: str) -> None:
    before = all_rows()

    answer = reporter.change(mutation, "", **inputs(mutation, lathe))

    assert answer == {
        "__typename": "PermissionDenied",
        "code": "PERMISSION_DENIED",
        "message": "monitor-script may not change assignments (needs monitoring.change_machineoperationassignment).",
    }
    assert all_rows() == before


@pytest.mark.parametrize("mutation", REPORTS)
def test_a_plain_login_reports_and_syncs(reporter: Api, lathe: Machine, mutation: str) -> None:
    answer = reporter.change(mutation, "", **inputs(mutation, lathe))

    assert answer["__typename"].endswith("Success")


@pytest.mark.parametrize("mutation", DECISIONS + REPORTS)
@pytest.mark.parametrize("role", ["planner", "administrator"])
def test_planners_and_administrators_do_everything(
    request: pytest.FixtureRequest, lathe: Machine, role: str, mutation: str
) -> None:
    api: Api = request.getfixturevalue(role)
    before = all_rows()

    answer = api.change(mutation, "", **inputs(mutation, lathe))

    assert answer["__typename"].endswith("Success")
    assert all_rows() != before


@pytest.mark.parametrize("mutation", REPORTS)
def test_a_setting_can_demand_a_right_of_who_reports(
    reporter: Api, lathe: Machine, settings: Settings, mutation: str
) -> None:
    settings.REPORTING_PERMISSION = "monitoring.change_monitor_operation"
    before = all_rows()

    answer = reporter.change(mutation, "", **inputs(mutation, lathe))

    assert answer["__typename"] == "PermissionDenied"
    assert all_rows() == before


def test_whoever_may_not_decide_may_read_everything(reporter: Api, lathe: Machine) -> None:
    data = reporter.data(
        "{ machines { name current { version assignedBy operation { name } } } manualAssignments { id } "
        "operationPool { totalCount } planningEvents { items { actor } } plant { poolSize } latestEventId }"
    )

    assert data["machines"][0]["current"]["operation"] == {"name": "Housing"}
    assert data["operationPool"]["totalCount"] == 2


def test_reading_changes_nothing(planner: Api, lathe: Machine) -> None:
    before = all_rows()

    planner.data(
        "{ machines { current { operation { quantityReports { quantity } drawingUrl } } } latestEventId "
        "manualAssignments { id } operationPool { items { id } } planningEvents { items { id } } "
        "plant { scriptLastHeardAt divergingSlots { id } } viewer { name } }"
    )

    assert all_rows() == before
