"""What an administrator types to keep the log of planning events in order, and what is answered."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from monitoring.domain.errors import CursorExpired
from monitoring.domain.event_log import latest_event_id
from monitoring.domain.live_events import events_after
from monitoring.models import PlanningEvent

pytestmark = pytest.mark.django_db

Captured = pytest.CaptureFixture[str]


def event_of_age(days: int) -> int:
    happened = timezone.now() - timedelta(days=days)
    return PlanningEvent.objects.create(kind="quantity_reported", occurred_at=happened).pk


def test_prune_events_cuts_what_is_older_and_says_how_much(capsys: Captured) -> None:
    event_of_age(91)
    event_of_age(91)
    young = event_of_age(89)

    call_command("prune_events", "--older-than-days", "90")

    assert [event.pk for event in PlanningEvent.objects.all()] == [young]
    assert capsys.readouterr().out == "Cut 2 events older than 90 days.\n"


@pytest.mark.parametrize("days", ["0", "-3", "36501"])
def test_prune_events_names_the_option_and_its_limits(days: str) -> None:
    event_of_age(91)

    with pytest.raises(
        CommandError, match=f"^--older-than-days must be between 1 and 36500; {days} is not.$"
    ):
        call_command("prune_events", f"--older-than-days={days}")

    assert PlanningEvent.objects.count() == 1


@pytest.mark.parametrize("words", [(), ("--older-than-days", "many"), ("--older-than-days", "1.5")])
def test_prune_events_never_guesses_how_old(words: tuple[str, ...]) -> None:
    with pytest.raises(CommandError, match="--older-than-days"):
        call_command("prune_events", *words)


def test_expire_cursors_makes_clients_of_a_restored_database_ask_anew(capsys: Captured) -> None:
    known_to_clients = event_of_age(0)

    call_command("expire_cursors")

    through = latest_event_id()
    with pytest.raises(CursorExpired):
        events_after(cursor=known_to_clients, limit=5)
    assert events_after(cursor=through, limit=5) == []
    assert capsys.readouterr().out == (
        f"Cursors below {through} get CursorExpired from now on; the next event has a greater id.\n"
    )
