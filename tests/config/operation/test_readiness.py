"""What anybody may ask of a process: whether it lives, and whether it is ready to work."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db.migrations.recorder import MigrationRecorder
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from config.operation.readiness import (
    NOT_FOLLOWING,
    NOT_LISTENING,
    OK,
    STOPPING,
    DatabaseChecks,
    Readiness,
    with_live_updates,
)
from graphql_api.live.state import LiveState
from monitoring.domain.script_visits import note_script_visit
from monitoring.models import ScriptVisit
from tests.factories import REPORTER

pytestmark = pytest.mark.django_db

NEVER_HEARD = "The Monitor script has never asked for the manual assignments."


@pytest.fixture(autouse=True)
def _nobody_noted_lately() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def strict_settings(settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True
    settings.ALLOWED_HOSTS = ["planning.example"]


def script_heard(minutes_ago: int) -> None:
    visited_at = timezone.now() - timedelta(minutes=minutes_ago, seconds=5)
    ScriptVisit.objects.create(pk=1, visited_at=visited_at, visitor="script")


def live_state(**state: Any) -> LiveState:
    """Live updates that work, but for what is said otherwise."""
    defaults: dict[str, Any] = {"is_closing": False, "is_listening": True, "read_seconds_ago": 2.0}
    return LiveState(**defaults | {"streams": 0, "sockets": 0} | state)


@pytest.mark.usefixtures("strict_settings")
def test_a_process_lives_without_database_login_or_host_name(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with django_assert_num_queries(0):
        response = Client().get("/livez", headers={"host": "192.0.2.7:8000"})

    assert (response.status_code, response.json()) == (200, {"status": "alive"})
    assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.usefixtures("strict_settings")
def test_a_process_whose_database_answers_is_ready_whoever_asks() -> None:
    note_script_visit(by=REPORTER)

    response = Client().get("/readyz", headers={"host": "192.0.2.7:8000"})

    assert response.status_code == 200
    assert response.json() == {
        "status": "ready",
        "checks": {"database": "ok", "migrations": "ok"},
        "warnings": [],
    }


def test_being_asked_again_costs_two_statements(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    checks = DatabaseChecks()
    checks.run()

    # Whether it answers, and when the script was last heard of.
    with django_assert_num_queries(2):
        assert checks.run().is_ready


@pytest.mark.parametrize(
    ("minutes_ago", "warning"),
    [
        pytest.param(None, NEVER_HEARD, id="never"),
        pytest.param(9, None, id="lately"),
        pytest.param(
            10, "The Monitor script last asked for the manual assignments 10 minutes ago.", id="too long ago"
        ),
    ],
)
def test_a_silent_script_is_a_warning_and_no_failure(minutes_ago: int | None, warning: str | None) -> None:
    if minutes_ago is not None:
        script_heard(minutes_ago)

    readiness = DatabaseChecks().run()

    assert readiness.is_ready
    assert readiness.warnings == ([warning] if warning else [])


def test_a_setting_says_how_long_the_script_may_be_silent(settings: Settings) -> None:
    settings.SCRIPT_SILENCE_WARNING_MINUTES = 3
    script_heard(minutes_ago=4)

    assert len(DatabaseChecks().run().warnings) == 1


def test_a_process_is_not_ready_before_its_database_is_migrated(caplog: pytest.LogCaptureFixture) -> None:
    newest = MigrationRecorder.Migration.objects.filter(app="monitoring").latest("pk")
    newest.delete()
    checks = DatabaseChecks()

    readiness = checks.run()
    checks.run()

    sentence = "Migrations are not applied, 1 of them: run manage.py migrate."
    assert not readiness.is_ready
    assert readiness.checks == {"database": OK, "migrations": sentence}
    assert caplog.messages == [f"Readiness, migrations: {sentence}"], "once, however often it is asked"

    newest.save(force_insert=True)
    assert checks.run().checks["migrations"] == OK
    assert "Readiness, migrations: ok" in caplog.messages


@pytest.mark.parametrize(
    ("state", "checks"),
    [
        pytest.param(live_state(), {"live_updates": OK, "shutdown": OK}, id="works"),
        pytest.param(
            live_state(is_listening=False), {"live_updates": NOT_LISTENING, "shutdown": OK}, id="deaf"
        ),
        pytest.param(
            live_state(read_seconds_ago=None),
            {"live_updates": NOT_FOLLOWING, "shutdown": OK},
            id="never read",
        ),
        pytest.param(
            live_state(read_seconds_ago=31.0), {"live_updates": NOT_FOLLOWING, "shutdown": OK}, id="stalled"
        ),
        pytest.param(live_state(is_closing=True), {"live_updates": OK, "shutdown": STOPPING}, id="stopping"),
    ],
)
def test_a_process_is_ready_only_while_its_screens_are_live_and_it_does_not_stop(
    state: LiveState, checks: dict[str, str]
) -> None:
    readiness = with_live_updates(Readiness({"database": OK}), state)

    assert readiness.checks == {"database": OK, **checks}
    assert readiness.is_ready is (set(checks.values()) == {OK})
