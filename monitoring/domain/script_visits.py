"""When the Monitor script was last heard of: the only thing that a GET may write."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.cache import cache
from django.utils import timezone

from monitoring.models import ScriptVisit

if TYPE_CHECKING:
    from monitoring.domain.actors import Actor

SECONDS_BETWEEN_NOTES = 30

_ONLY_ROW = 1
_NOTED_AT = "monitoring.script_visit_noted_at"


def note_script_visit(*, by: Actor) -> None:
    """Note that the script asked, at most every 30 seconds in each server process; otherwise no statement is run."""
    noted_at, now = cache.get(_NOTED_AT), time.monotonic()
    # By the clock that nobody sets: one that was set back would keep this from being noted for as long.
    if noted_at is None or now - noted_at >= SECONDS_BETWEEN_NOTES:
        cache.set(_NOTED_AT, now, timeout=None)
        ScriptVisit.objects.update_or_create(
            pk=_ONLY_ROW, defaults={"visited_at": timezone.now(), "visitor": by.name}
        )


def last_script_visit() -> ScriptVisit | None:
    """Return the last noted visit; None where the script never asked."""
    return ScriptVisit.objects.filter(pk=_ONLY_ROW).first()


def is_silent(visit: ScriptVisit | None) -> bool:
    """Whether the last visit is longer ago than SCRIPT_SILENCE_WARNING_MINUTES, or there was none."""
    longest = timedelta(minutes=settings.SCRIPT_SILENCE_WARNING_MINUTES)
    return visit is None or timezone.now() - visit.visited_at > longest


def silence_warning(visit: ScriptVisit | None) -> str | None:
    """Say in a sentence since when the script is silent; None where it is not."""
    if not is_silent(visit):
        return None
    if visit is None:
        return "The Monitor script has never asked for the manual assignments."
    minutes = (timezone.now() - visit.visited_at) // timedelta(minutes=1)
    return f"The Monitor script last asked for the manual assignments {minutes} minutes ago."
