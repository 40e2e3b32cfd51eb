"""`manage.py expire_cursors`: for after a restore from a backup."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from monitoring.domain.event_pruning import expire_cursors


class Command(BaseCommand):
    """Cuts the tie between the restored log and clients that know what came after the backup."""

    help = (
        "Run it once after restoring the database from a backup, before the server starts: screens that still know "
        "events which the backup does not have are told to read their data anew, instead of missing what happens from "
        "now on. No event is deleted."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        through = expire_cursors()
        self.stdout.write(
            f"Cursors below {through} get CursorExpired from now on; the next event has a greater id."
        )
