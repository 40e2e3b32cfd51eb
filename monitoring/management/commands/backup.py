"""`manage.py backup DIRECTORY`: a dump of the database, while the site runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.domain.event_pruning import MOST_DAYS
from monitoring.management.database_dumps import LEAST_KEPT, drop_old_dumps, make_dump


class Command(BaseCommand):
    """Dumps the database; run it every night, from a systemd timer."""

    help = (
        "Dumps the database, as it is at one moment, into a new file of a directory, by the pg_dump that is on the "
        f"PATH. Then drops dumps that are older than so many days, but never the newest {LEAST_KEPT}."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("directory", type=Path, help="where dumps are kept; must exist")
        parser.add_argument(
            "--keep-days", type=int, default=30, metavar="N", help=f"1 to {MOST_DAYS} (default: %(default)s)"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        directory, days = options["directory"], options["keep_days"]
        if not 1 <= days <= MOST_DAYS:
            raise CommandError(f"--keep-days must be between 1 and {MOST_DAYS}; {days} is not.")
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory.")
        dump = make_dump(directory)
        self.stdout.write(f"Dumped the database into {dump} ({dump.stat().st_size:,} bytes).")
        for old in drop_old_dumps(directory, older_than_days=days):
            self.stdout.write(f"Dropped {old}, which is older than {days} days.")
