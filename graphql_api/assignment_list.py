"""The list of manual assignments, read as rows where a selection wants no more than columns."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import connection

from graphql_api.row_source import RowSource
from monitoring.domain.assignment_details import AssignmentDetails, assignment_details
from monitoring.domain.assignment_json import assignments_json, written_classes
from monitoring.domain.assignment_rows import WAYS, AssignmentChoice, assignment_rows

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from graphql_api.context import Info
    from graphql_api.row_source import Classes, JsonTemplate, Way


class AssignmentList(RowSource):
    """The assignments of a choice; it is read once, when it is known what is asked of it."""

    ways: Collection[Way] = WAYS

    def __init__(self, choice: AssignmentChoice, info: Info) -> None:
        self._choice = choice
        self._info = info
        self._is_counted = False

    @property
    def written(self) -> Classes:
        """What the database writes."""
        return written_classes(connection.vendor)

    def rows(self, ways: tuple[Way, ...]) -> list[tuple[Any, ...]]:
        """Read the columns asked for."""
        rows = assignment_rows(ways, self._choice)
        self._count(len(rows))
        return rows

    def json(self, template: JsonTemplate) -> str | None:
        """Have the database write the list, where the answer is sent as it is."""
        if not self._info.context.is_sent_as_json:
            return None
        written = assignments_json(template, self._choice)
        if written is None:
            return None
        text, number = written
        self._count(number)
        return text

    def __iter__(self) -> Iterator[AssignmentDetails]:
        """Read whole assignments, and announce what may be asked of them next."""
        listed = assignment_details(
            machine_pks=self._choice.machine_pks,
            operation_type=self._choice.operation_type,
            active_machines_only=self._choice.active_machines_only,
        )
        self._count(len(listed))
        self._info.context.loaders.announce_assignments(listed)
        return iter(listed)

    def _count(self, number: int) -> None:
        """Count the items, once: objects are read after rows where a row held what its type does not promise."""
        if not self._is_counted:
            self._is_counted = True
            self._info.context.count_list(number, self._info)
