"""The plant as a whole, and who asks."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.utils import timezone
from pytest_django import Settings

from monitoring.domain.script_visits import note_script_visit
from monitoring.models import ScriptVisit
from tests.factories import (
    CURRENT,
    NEXT,
    REPORTER,
    assigned,
    assignment,
    machine,
    machines,
    marked_idle,
    monitor_plans,
    operation,
    pool_operation,
)
from tests.graphql_api.api import Api


def plant(api: Api, selection: str) -> dict[str, Any]:
    found: dict[str, Any] = api.data(f"{{ plant {{ {selection} }} }}")["plant"]
    return found


def test_a_new_plant_has_nothing(reporter: Api) -> None:
    assert plant(
        reporter, "scriptLastHeardAt scriptIsSilent poolSize activeOverrides divergingSlots { id }"
    ) == {
        "scriptLastHeardAt": None,
        "scriptIsSilent": True,
        "poolSize": 0,
        "activeOverrides": 0,
        "divergingSlots": [],
    }


def test_the_plant_says_when_the_script_last_asked(reporter: Api) -> None:
    cache.clear()
    note_script_visit(by=REPORTER)

    visited_at = ScriptVisit.objects.get().visited_at.isoformat()
    assert plant(reporter, "scriptLastHeardAt scriptIsSilent") == {
        "scriptLastHeardAt": visited_at,
        "scriptIsSilent": False,
    }


def test_a_setting_says_after_how_many_minutes_the_script_is_silent(
    reporter: Api, settings: Settings
) -> None:
    visited_at = timezone.now() - timedelta(minutes=4)
    ScriptVisit.objects.create(pk=1, visited_at=visited_at, visitor="script")
    assert plant(reporter, "scriptIsSilent") == {"scriptIsSilent": False}

    settings.SCRIPT_SILENCE_WARNING_MINUTES = 3

    assert plant(reporter, "scriptIsSilent") == {"scriptIsSilent": True}


def test_the_pool_is_counted_and_every_override_that_is_in_force(reporter: Api) -> None:
    first, second, third = machines(3)
    assigned(first, pool_operation("8"), slot=CURRENT)
    marked_idle(first, slot=NEXT)
    marked_idle(second)
    assignment(third, next=operation(None, "9"))

    assert plant(reporter, "poolSize activeOverrides") == {"poolSize": 1, "activeOverrides": 4}


def test_slots_diverge_where_a_planner_decided_something_else_than_monitor_plans(reporter: Api) -> None:
    agreed, other, idle, idle_of_nothing, followed = machines(5)
    monitor_plans(agreed, "11")
    assigned(agreed, pool_operation("11"))
    monitor_plans(other, "12")
    assigned(other, pool_operation("13"))
    monitor_plans(idle, "14", slot=NEXT)
    marked_idle(idle, slot=NEXT)
    marked_idle(idle_of_nothing)
    monitor_plans(followed, "15")

    data = plant(
        reporter,
        "divergingSlots { id diverges source operation { name } monitorOperation { monitorOperationId } }",
    )

    assert data["divergingSlots"] == [
        {
            "id": f"{other.pk}:CURRENT",
            "diverges": True,
            "source": "MANUAL",
            "operation": {"name": "Housing"},
            "monitorOperation": {"monitorOperationId": "12"},
        },
        {
            "id": f"{idle.pk}:NEXT",
            "diverges": True,
            "source": "IDLE",
            "operation": None,
            "monitorOperation": {"monitorOperationId": "14"},
        },
    ]


def test_an_override_where_monitor_plans_nothing_diverges(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)

    assert plant(reporter, "divergingSlots { id }") == {"divergingSlots": [{"id": f"{lathe.pk}:CURRENT"}]}


@pytest.mark.parametrize(
    ("role", "name", "may_change"),
    [
        ("planner", "planner", True),
        ("reporter", "monitor-script", False),
        ("administrator", "administrator", True),
    ],
)
def test_a_viewer_sees_its_name_and_its_rights(
    request: pytest.FixtureRequest, role: str, name: str, may_change: bool
) -> None:
    api: Api = request.getfixturevalue(role)

    assert api.data("{ viewer { name canChangeAssignments canReport } }")["viewer"] == {
        "name": name,
        "canChangeAssignments": may_change,
        "canReport": True,
    }


def test_a_setting_can_demand_a_right_of_who_reports(reporter: Api, settings: Settings) -> None:
    settings.REPORTING_PERMISSION = "monitoring.change_monitor_operation"

    assert reporter.data("{ viewer { canReport } }") == {"viewer": {"canReport": False}}
