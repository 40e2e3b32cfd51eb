"""When the Monitor script was last heard of: the only thing that a GET may write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.cache import cache
from django.utils import timezone

from monitoring.models import ScriptVisit

if TYPE_CHECKING:
    from monitoring.domain.actors import Actor

SECONDS_BETWEEN_NOTES = 30

_ONLY_ROW = 1
_NOTED_LATELY = "monitoring.script_visit_noted"


def note_script_visit(*, by: Actor) -> None:
    """Note that the script asked, at most every 30 seconds in each server process; otherwise no statement is run."""
    if cache.add(_NOTED_LATELY, by.name, timeout=SECONDS_BETWEEN_NOTES):
        ScriptVisit.objects.update_or_create(
            pk=_ONLY_ROW, defaults={"visited_at": timezone.now(), "visitor": by.name}
        )


def last_script_visit() -> ScriptVisit | None:
    """Return the last noted visit; None where the script never asked."""
    return ScriptVisit.objects.filter(pk=_ONLY_ROW).first()
