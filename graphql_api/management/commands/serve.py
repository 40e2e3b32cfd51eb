"""`manage.py serve`: the server process as a shop runs it."""

from __future__ import annotations

import asyncio
import gc
import logging
import resource
import socket
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Protocol

import uvicorn
from django.conf import settings
from django.core.management.base import BaseCommand
from django.utils.module_loading import import_string

from graphql_api.last_connections import SECONDS_FOR_THE_LAST, leave_newcomers_unanswered
from graphql_api.limits import current_limits
from monitoring.statement_limits import limit_statements

if TYPE_CHECKING:
    from argparse import ArgumentParser

    from a2wsgi.asgi_typing import Receive, Scope, Send

    from graphql_api.live.updates import LiveUpdates

# Requests in progress may take this long to finish after a SIGTERM; the streams have said goodbye by then.
DRAIN_SECONDS = 10
PING_SECONDS = 20
ACCESS_LOGGER = "access"
# A list of 10,000 is 40,000 objects, and four threads make one each at the same time.
OBJECTS_BEFORE_A_SEARCH = 200_000
# With the goodbye and the drain it still ends within 20 seconds.
LONGEST_NOTICE_SECONDS = 4


class Application(Protocol):
    """An ASGI application with live updates."""

    live: LiveUpdates

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""


class Command(BaseCommand):
    """Runs until SIGTERM or SIGINT, and then ends within 20 seconds without cutting a request off."""

    help = "Serve pages, REST, GraphQL and live updates from this one process."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
        parser.add_argument("--port", type=int, default=8000, help="port to listen on (default: %(default)s)")
        parser.add_argument(
            "--no-access-log",
            action="store_false",
            dest="access_log",
            help="write no log line for each request",
        )
        parser.add_argument(
            "--notice-seconds",
            type=int,
            choices=range(LONGEST_NOTICE_SECONDS + 1),
            default=0,
            help="after SIGTERM, say at /readyz that it is not ready for so long before new connections are refused, "
            "so that a load balancer sends no more (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        allow_many_connections()
        logging.captureWarnings(capture=True)
        if not options["access_log"]:
            logging.getLogger(ACCESS_LOGGER).setLevel(logging.WARNING)
        limit_statements(seconds=settings.STATEMENT_TIMEOUT_SECONDS)
        application: Application = import_string(settings.ASGI_APPLICATION)
        config = uvicorn.Config(
            application,
            host=options["host"],
            port=options["port"],
            access_log=False,  # the site's own says more, and no query strings
            log_config=None,  # Django's settings have it
            lifespan="on",
            proxy_headers=False,  # Django reads the one header that SECURE_PROXY_SSL_HEADER names
            server_header=False,
            timeout_graceful_shutdown=DRAIN_SECONDS,
            ws_max_size=current_limits().body_bytes,
            # Compressing each screen's copy of the same message would cost more than sending it.
            ws_per_message_deflate=False,
            ws_ping_interval=PING_SECONDS,
            ws_ping_timeout=PING_SECONDS,
        )
        listening = config.bind_socket()
        end_stuck_clients(listening, seconds=application.live.options.stuck_client_seconds)
        gc.collect()
        gc.freeze()  # what is loaded by now stays: searching it for garbage again and again would hold up the streams
        # Nothing of a long answer is garbage before it is sent.
        gc.set_threshold(OBJECTS_BEFORE_A_SEARCH, *gc.get_threshold()[1:])
        with suppress(KeyboardInterrupt):  # uvicorn raises it again after all that Ctrl+C asks for is done
            Server(config, application, notice_seconds=options["notice_seconds"]).run(sockets=[listening])


class Server(uvicorn.Server):
    """Says goodbye to the streams before it stops listening: they would hold up the end, and learn of it last."""

    def __init__(self, config: uvicorn.Config, application: Application, *, notice_seconds: int) -> None:
        super().__init__(config)
        self.application = application
        self.notice_seconds = notice_seconds

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Tell the clients of streams to reconnect, finish the requests in progress, and stop."""
        self.application.live.announce_close()
        await asyncio.sleep(self.notice_seconds)
        for listening in sockets or []:
            leave_newcomers_unanswered(listening)
        await self.application.live.close()
        await asyncio.sleep(SECONDS_FOR_THE_LAST)
        await super().shutdown(sockets)


def allow_many_connections() -> None:
    """Lift this process's limit of open files as far as the system lets it: each stream is one."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def end_stuck_clients(listening: socket.socket, *, seconds: int) -> None:
    """Have the kernel end a connection whose client takes nothing for so long: a screen that hangs, or lost its power.

    Each accepted connection inherits it. Linux alone knows it; elsewhere such a connection stays until it is closed.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, seconds * 1_000)
