"""`manage.py doctor`: is this deployment as it should be, and what is to be done where it is not."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand
from django.db import Error as DatabaseError

from config.doctor.database import database_findings, database_folders
from config.doctor.findings import Level
from config.doctor.installation import (
    disk_findings,
    settings_findings,
    static_files_finding,
    time_zone_finding,
)
from config.doctor.server import server_findings

if TYPE_CHECKING:
    from argparse import ArgumentParser
    from collections.abc import Iterator

    from config.doctor.findings import Finding


class Command(BaseCommand):
    """Writes one line for each finding, and ends with status 1 where one is a problem. Changes nothing."""

    help = (
        "Look at settings, static files, database, clocks, rights, notifications, disks and the script, one line each: "
        "ok, warning or PROBLEM with what to do. Run it as the server's user with the server's environment."
    )
    requires_system_checks = ()  # they are among the findings

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--url", help="also ask the server that runs at this address, http://127.0.0.1:8000"
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        levels = set()
        for finding in findings(options["url"]):
            levels.add(finding.level)
            self.stdout.write(str(finding))
            self.stdout.flush()
        if Level.PROBLEM in levels:
            sys.exit(1)


def findings(url: str | None) -> Iterator[Finding]:
    """All of them, in the order in which one would mend them."""
    yield from settings_findings()
    yield time_zone_finding()
    yield static_files_finding()
    yield from database_findings()
    yield from disk_findings(known_folders())
    if url:
        yield from server_findings(url)


def known_folders() -> list[Any]:
    """Where the database keeps its files, where that can be known."""
    try:
        return list(database_folders())
    except DatabaseError:
        return []
