"""HTTP in front of the plant: Monitor's login and queries, and the controls under `/simulator/`."""

import logging
import re
import socket
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from monitor_script.monitor_client import SESSION_HEADER, MonitorCredentials
from monitor_script.simulator.controls import CONTROLS, ControlRefused, describe, run_control
from monitor_script.simulator.failures import Failure
from monitor_script.simulator.queries import UnsupportedQuery, ids_asked_for, to_json
from monitor_script.simulator.tables import COLUMNS, query_table

if TYPE_CHECKING:
    from monitor_script.simulator.server import SimulatorHTTPServer

logger = logging.getLogger(__name__)

LONGEST_BODY = 65_536
_MONITOR_PATH = re.compile(r"/[^/]+/[^/]+/(?:(?P<login>login)|api/v1/(?P<entity>.+))")


class Login(BaseModel):
    """The body of Monitor's login."""

    model_config = ConfigDict(strict=True)

    Username: str
    Password: str
    ForceRelogin: bool = False


class MonitorRequestHandler(BaseHTTPRequestHandler):
    """Answers one request and closes the connection. Every answer is JSON."""

    server: "SimulatorHTTPServer"
    # So that a client that connects and says nothing does not hold its thread for ever.
    timeout = 30

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        match = _MONITOR_PATH.fullmatch(path)
        if path.rstrip("/") == "/simulator":
            self._answer(HTTPStatus.OK, describe(self.server.simulator))
        elif match and match["entity"] in COLUMNS:
            self._answer_query(match["entity"])
        else:
            self._refuse(
                HTTPStatus.NOT_FOUND,
                f"{path} is unknown; queries go to /en/001.1/api/v1/ with "
                f"{' or '.join(COLUMNS)}, and GET /simulator/ tells the rest",
            )

    def do_POST(self) -> None:
        path = urlsplit(self.path).path
        match = _MONITOR_PATH.fullmatch(path)
        name = path.removeprefix("/simulator/").rstrip("/")
        body = self._body()
        if body is None:
            self._refuse(
                HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"at most {LONGEST_BODY} bytes, with their length"
            )
        elif match and match["login"]:
            self._answer_login(body)
        elif path.startswith("/simulator/") and name in CONTROLS:
            self._answer_control(name, body)
        else:
            self._refuse(HTTPStatus.NOT_FOUND, f"{path} is unknown; GET /simulator/ tells what is known")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        logger.debug("%s %s", self.address_string(), format % args)

    def _answer_query(self, entity: str) -> None:
        simulator, query = self.server.simulator, urlsplit(self.path).query
        simulator.queries.append(self.path)
        failure = simulator.failures.take(ids_asked_for(query))
        if failure is not None and failure.kind != "delay":
            self._fail(failure)
            return
        if failure is not None:
            simulator.closing.wait(failure.seconds)
        if not simulator.admits(self.headers.get(SESSION_HEADER)):
            self._refuse(HTTPStatus.UNAUTHORIZED, "log in first, then send " + SESSION_HEADER)
            return
        try:
            self._answer(HTTPStatus.OK, to_json(query_table(simulator.plant, entity, query)))
        except UnsupportedQuery as error:
            self._refuse(HTTPStatus.BAD_REQUEST, f"this query is not supported by the simulator: {error}")

    def _fail(self, failure: Failure) -> None:
        if failure.kind == "status":
            self._refuse(failure.status, "failing as it was told to")
        elif failure.kind == "malformed":
            self._answer(HTTPStatus.OK, '[{"Id": 13724620481159')
        else:
            self.connection.shutdown(socket.SHUT_RDWR)

    def _answer_login(self, body: bytes) -> None:
        try:
            login = Login.model_validate_json(body)
        except ValidationError:
            self._refuse(HTTPStatus.BAD_REQUEST, "the login is JSON with Username, Password and ForceRelogin")
            return
        credentials = MonitorCredentials(username=login.Username, password=login.Password)
        session_id = self.server.simulator.open_session(credentials)
        if session_id is None:
            self._answer(HTTPStatus.FORBIDDEN, '"User login failed"')
        else:
            self._answer(HTTPStatus.OK, "{}", {SESSION_HEADER: session_id})

    def _answer_control(self, name: str, body: bytes) -> None:
        try:
            self._answer(HTTPStatus.OK, run_control(self.server.simulator, name, body))
        except ControlRefused as error:
            self._refuse(HTTPStatus.BAD_REQUEST, str(error))

    def _body(self) -> bytes | None:
        length = self.headers.get("Content-Length", "0")
        if not length.isdecimal() or int(length) > LONGEST_BODY:
            return None
        return self.rfile.read(int(length))

    def _refuse(self, status: int, problem: str) -> None:
        self._answer(status, to_json([{"error": problem}])[1:-1])

    def _answer(self, status: int, body: str, headers: dict[str, str] | None = None) -> None:
        encoded = body.encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json; charset=utf-8")
        self.send_header("Content-Length", str(len(encoded)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(encoded)
