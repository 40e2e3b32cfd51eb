"""The simulator itself: a plant, the failures to come, and the HTTP server in front of them."""

import logging
import socketserver
import sys
import threading
import uuid
from collections import deque
from collections.abc import Iterable
from decimal import Decimal
from http.server import ThreadingHTTPServer
from typing import Any, Self

from monitor_script.monitor_client import MonitorCredentials
from monitor_script.simulator.clock import Clock, real_clock
from monitor_script.simulator.failures import Failure, FailurePlan
from monitor_script.simulator.handler import MonitorRequestHandler
from monitor_script.simulator.operations import SimulatedOperation
from monitor_script.simulator.plant import Plant

logger = logging.getLogger(__name__)

REMEMBERED_QUERIES = 1000


class SimulatorHTTPServer(ThreadingHTTPServer):
    """The standard library's server, which knows the simulator that it belongs to."""

    daemon_threads = True
    request_queue_size = 64

    def __init__(self, address: tuple[str, int], simulator: "MonitorSimulator") -> None:
        self.simulator = simulator
        super().__init__(address, MonitorRequestHandler)

    def server_bind(self) -> None:
        # HTTPServer would look its own name up, which takes long where there is no name server.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = str(self.server_address[0]), int(self.server_address[1])

    def handle_error(self, request: Any, client_address: Any) -> None:
        # A client that gave up waiting is no fault of the simulator's, and some are made to give up.
        if isinstance(sys.exception(), ConnectionError):
            logger.debug("%s went away", client_address)
        else:
            super().handle_error(request, client_address)


class MonitorSimulator:
    """A Monitor G5 on this machine, for as long as the `with` block lasts.

    `operations` are what the plant makes, or a `Plant` that is used elsewhere too. `port` 0 takes a free
    one. With `credentials`, queries need a session of Monitor's login; without, they are answered as they
    come. Failures and reports can be asked for here, and under `/simulator/` by HTTP.
    """

    def __init__(
        self,
        operations: Iterable[SimulatedOperation] | Plant,
        *,
        port: int = 0,
        host: str = "127.0.0.1",
        clock: Clock = real_clock,
        credentials: MonitorCredentials | None = None,
    ) -> None:
        self.plant = operations if isinstance(operations, Plant) else Plant(operations, clock=clock)
        self.failures = FailurePlan()
        self.credentials = credentials
        self.queries: deque[str] = deque(maxlen=REMEMBERED_QUERIES)
        self.closing = threading.Event()
        self._sessions: set[str] = set()
        self._server = SimulatorHTTPServer((host, port), self)
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        """The address to give to the script as `--monitor-url`."""
        return f"http://{self._server.server_name}:{self._server.server_port}"

    @property
    def port(self) -> int:
        return self._server.server_port

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self.closing.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def report_parts(self, operation_id: str, quantity: Decimal | int) -> Decimal:
        """Report parts as an operator does. Returns and raises as `Plant.report_parts` does."""
        return self.plant.report_parts(operation_id, quantity)

    def fail_next(self, times: int | None = 1, *, status: int = 500, operation_id: str | None = None) -> None:
        """Answer the next queries (all of them from now on with `times=None`) with an error status."""
        self.failures.add(Failure(kind="status", times=times, status=status, operation_id=operation_id))

    def delay_next(self, times: int | None = 1, *, seconds: float, operation_id: str | None = None) -> None:
        """Answer the next queries rightly, but so many seconds late."""
        self.failures.add(Failure(kind="delay", times=times, seconds=seconds, operation_id=operation_id))

    def drop_next(self, times: int | None = 1, *, operation_id: str | None = None) -> None:
        """Close the connection of the next queries without an answer."""
        self.failures.add(Failure(kind="drop", times=times, operation_id=operation_id))

    def garble_next(self, times: int | None = 1, *, operation_id: str | None = None) -> None:
        """Answer the next queries with 200 and JSON that is cut off in the middle."""
        self.failures.add(Failure(kind="malformed", times=times, operation_id=operation_id))

    def recover(self) -> None:
        """Forget all failures that have not happened yet."""
        self.failures.clear()

    def open_session(self, credentials: MonitorCredentials) -> str | None:
        """Monitor's login: a new session id, or None when these are not the plant's credentials."""
        if self.credentials is not None and credentials != self.credentials:
            return None
        session_id = str(uuid.uuid4())
        self._sessions.add(session_id)
        return session_id

    def end_sessions(self) -> None:
        """End all sessions, as Monitor does when it restarts."""
        self._sessions.clear()

    def admits(self, session_id: str | None) -> bool:
        """Whether a query with this session id may be answered."""
        return self.credentials is None or session_id in self._sessions
