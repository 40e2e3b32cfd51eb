"""Whether the list of manual assignments is still the one that was answered, without reading it.

Triggers of the database note each statement that may change the list, in the transaction that changes it. As long as
the committed notes are the same, so is the list; one that is committed late, after others with greater keys, changes
their number and their sum. A counter would be a row for which all writers wait, and a sequence would tell of changes
before they can be read.
"""

from __future__ import annotations

from functools import cache
from threading import Lock
from typing import TYPE_CHECKING

from django.db import connection
from django.db.models import Max

from monitoring.models import AssignmentListChange

if TYPE_CHECKING:
    from monitoring.domain.assignment_rows import AssignmentChoice

# Enough that no two writers meet at the oldest, and few enough to be summed up in no time.
NOTES_KEPT = 1_000
ANSWERS_KEPT = 256
SUM_OF_NOTES = "SELECT count(*), coalesce(sum(id), 0) FROM monitoring_assignmentlistchange"

Version = tuple[int, int]


def assignment_list_version() -> Version:
    """Return what is equal as long as the list is: one statement, whatever the length of the list."""
    with connection.cursor() as cursor:
        cursor.execute(SUM_OF_NOTES)
        number, total = cursor.fetchone()
    return int(number), int(total)


def prune_assignment_list_changes() -> int:
    """Drop all but the newest notes; returns how many. Lists are read once more for it."""
    newest = AssignmentListChange.objects.aggregate(pk=Max("pk"))["pk"] or 0
    dropped, _ = AssignmentListChange.objects.filter(pk__lte=newest - NOTES_KEPT).delete()
    return dropped


class AnsweredLists:
    """The validators (ETags) of the lists that this process answered last, and of which version they are."""

    def __init__(self) -> None:
        self._versions: dict[tuple[AssignmentChoice, str], Version] = {}
        self._lock = Lock()

    def version_of(self, choice: AssignmentChoice, validator: str) -> Version | None:
        """The version of which a list was answered; None where this process does not know."""
        return self._versions.get((choice, validator))

    def remember(self, choice: AssignmentChoice, validator: str, version: Version) -> None:
        """Keep the version of a list; inside of a transaction it may be of what is never committed, and is not kept."""
        if connection.in_atomic_block:
            return
        with self._lock:
            self._versions.pop((choice, validator), None)
            self._versions[choice, validator] = version
            while len(self._versions) > ANSWERS_KEPT:
                del self._versions[next(iter(self._versions))]


@cache
def answered_lists() -> AnsweredLists:
    """What this process answered."""
    return AnsweredLists()
