"""`manage.py prune_events --older-than-days N`: keeps the log of planning events bounded."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.domain.assignment_version import prune_assignment_list_changes
from monitoring.domain.errors import InvalidValue
from monitoring.domain.event_pruning import MOST_DAYS, prune_events


class Command(BaseCommand):
    """Cuts old events; run it once a day, from cron or a systemd timer."""

    help = (
        "Cuts events that are older than so many days from the log. History, progress curves and undo end there. "
        "Screens that are open or come back after a short break miss nothing; whoever comes back with an older cursor "
        "is told to read its data anew."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--older-than-days", type=int, required=True, metavar="N", help=f"1 to {MOST_DAYS}"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        try:
            cut = prune_events(older_than_days=options["older_than_days"])
        except InvalidValue as error:
            raise CommandError(error.message.replace("older_than_days", "--older-than-days")) from error
        prune_assignment_list_changes()
        self.stdout.write(f"Cut {cut} events older than {options['older_than_days']} days.")
