"""`manage.py restore FILE`: an empty database becomes what a dump holds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from monitoring.domain.event_pruning import expire_cursors
from monitoring.management.database_dumps import restore_dump


class Command(BaseCommand):
    """Restores a dump of `manage.py backup`, as the role that owns the tables."""

    help = (
        "Restores a dump of `manage.py backup` into an empty database, as a whole or not at all, by the pg_restore "
        "that is on the PATH, and expires all cursors (see expire_cursors). Refuses a database that holds anything."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("dump", type=Path, help="a file that `manage.py backup` made")

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        restore_dump(options["dump"])
        expire_cursors()
        self.stdout.write(
            f"Restored {options['dump']}. Screens that know newer events will read their data anew.\n"
            "Next: manage.py migrate, then deploy/postgresql/roles.sql for the rights, then start the servers."
        )
