"""`manage.py demo`: a running plant to look at, until Ctrl+C."""

from __future__ import annotations

import argparse
import logging
import socket
import threading
from typing import Any

from django.contrib.auth.models import User
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from monitoring.demo.catalogue import MAXIMUM_MACHINES
from monitoring.demo.database import DemoDatabase
from monitoring.demo.logins import ADMIN, PLANNER, SCRIPT, Login, ensure_logins, is_demo_database
from monitoring.demo.plant_run import HOST, PlantRun, child_environment
from monitoring.demo.processes import ChildEnded, Children, StopRequest
from monitoring.demo.sample_plant import create_sample_plant
from monitoring.models import Machine

DEFAULT_MACHINES = 6
HIGHEST_PORT = 65_535
LONGEST_INTERVAL = 3600.0


class Command(BaseCommand):
    """Prepares the demo's database, then runs the site, a simulated Monitor G5 and the script until stopped."""

    help = (
        "Runs a whole plant on this machine: the site, a simulated Monitor G5 that makes parts, and the script "
        "between them. It has a database of its own; a second run keeps what the first one left. Ctrl+C stops it all."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        add = parser.add_argument
        add("--port", type=_port, default=8000, help="where the site listens on this machine (default: 8000)")
        add(
            "--interval",
            type=_interval,
            default=5.0,
            metavar="SECONDS",
            help="between two rounds of the script (default: 5)",
        )
        add(
            "--machines",
            type=_machines,
            default=DEFAULT_MACHINES,
            metavar="NUMBER",
            help=f"of a new plant, 1 to {MAXIMUM_MACHINES} (default: {DEFAULT_MACHINES})",
        )
        for name in (PLANNER, SCRIPT, ADMIN):
            words = f"of the user {name}; one is generated where none is given, and kept for the next run"
            add(f"--{name}-password", type=_password, metavar="PASSWORD", help=words)
        words = "the demo's own database, never a shop's (default: var/demo.sqlite3)"
        add("--database", metavar="FILE|URL", help=words)
        add("--no-script", action="store_true", help="start no script; says how to start it by hand")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["settings"] is not None:
            raise CommandError("--settings does not apply here: the demo has settings of its own.")
        _require_free(options["port"])
        database = DemoDatabase.from_option(options["database"])
        database.use()
        # The events of a sample plant are no news to whoever starts it.
        logging.getLogger("monitoring").setLevel(logging.WARNING)
        stop = StopRequest()
        stop.listen()
        run = PlantRun(
            port=options["port"],
            interval=options["interval"],
            with_script=not options["no_script"],
            say=_Console(self),
        )
        try:
            with Children(stop=stop, environment=child_environment(), show=run.say) as children:
                server = run.start_server(children)
                logins = self._prepare(database, options)
                run.run(children, server=server, logins=logins)
        except DatabaseError as error:
            raise CommandError(f"--database {database.label}: {error}") from error
        except ChildEnded as ended:
            raise CommandError(str(ended)) from ended
        self.stdout.write("\nStopped: nothing of the demo runs any more.")

    def _prepare(self, database: DemoDatabase, options: dict[str, Any]) -> dict[str, Login]:
        self.stdout.write(f"Database: {database.label}")
        call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
        if not is_demo_database() and (User.objects.exists() or Machine.objects.exists()):
            raise CommandError(
                f"--database {database.label} holds users or machines that no demo made; name another database."
            )
        given = {name: options[f"{name}_password"] for name in (PLANNER, SCRIPT, ADMIN)}
        logins = ensure_logins(given=given, kept_in=database.passwords)
        if Machine.objects.exists():
            self.stdout.write(f"Kept: {Machine.objects.count()} machines and all that an earlier run left.")
        else:
            create_sample_plant(machines=options["machines"], planner=PLANNER, script=SCRIPT)
            self.stdout.write(f"Made: a plant of {options['machines']} machines.")
        return logins


class _Console:
    """The command's output, shared by the threads that read what the processes write."""

    def __init__(self, command: BaseCommand) -> None:
        self._command = command
        self._lock = threading.Lock()

    def __call__(self, text: str) -> None:
        with self._lock:
            self._command.stdout.write(text)
            self._command.stdout.flush()


def _require_free(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise CommandError(
                f"Port {port} cannot be used ({error.strerror}). Choose another with --port."
            ) from error


def _port(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= HIGHEST_PORT:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port from 1 to {HIGHEST_PORT}")
    return int(text)


def _machines(text: str) -> int:
    if not text.isdecimal() or not 0 < int(text) <= MAXIMUM_MACHINES:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number from 1 to {MAXIMUM_MACHINES}")
    return int(text)


def _interval(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_INTERVAL:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a number of seconds above 0 and up to {LONGEST_INTERVAL:g}"
        )
    return seconds


def _password(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("a password must not be empty")
    return text
