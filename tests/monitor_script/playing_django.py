"""A small loopback server that keeps the documented contract of Django's door for the script.

Form login with a CSRF cookie that changes with the login, 401 JSON before any CSRF answer, 403 without
the token, 404 `operation_not_assigned`; a script token instead of login and CSRF token. It remembers what it
was told, and can be told to answer wrongly.
"""

import contextlib
import json
import secrets
import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from http.cookies import SimpleCookie
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Self
from urllib.parse import parse_qs

LOGIN = "/accounts/login/"
ASSIGNMENTS = "/monitoring/api/manual-assignments/"
UPDATES = {
    "/monitoring/update-current-monitor-operation/": "current",
    "/monitoring/update-next-monitor-operation/": "next",
}
USERNAME, PASSWORD = "monitor_script", "correct horse"
SCRIPT_TOKEN = "script-token-of-this-test"

Payload = dict[str, object]
Hook = Callable[[], object]


@dataclass(frozen=True)
class Answer:
    """What one request is answered. A dict is sent as JSON, a string as HTML."""

    status: int
    body: Payload | str
    headers: tuple[tuple[str, str], ...] = ()


def refusal(status: int, code: str) -> Answer:
    return Answer(status, {"error": f"Refused: {code}.", "code": code})


class PlayingDjango:
    """The server, for as long as the `with` block lasts."""

    def __init__(self) -> None:
        self.assignments: list[Payload] = []
        self.reports: list[tuple[str, Payload]] = []
        self.requests: list[tuple[str, str, dict[str, str]]] = []
        self.logins = 0
        self.sessions: set[str] = set()
        self.token = ""
        self.next_answers: dict[str, list[Answer]] = defaultdict(list)
        self.hooks: dict[str, Hook] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler_of(self))
        self._server.daemon_threads = True
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def assign(self, machine_pk: int, operation_id: str, operation_type: str = "current") -> None:
        self.assignments.append(
            {
                "machine_pk": machine_pk,
                "monitor_operation_id": operation_id,
                "operation_type": operation_type,
            }
        )

    def answer_next(self, path: str, *answers: Answer) -> None:
        """Answer the next requests to a path so, whoever asks, and then rightly again."""
        self.next_answers[path] += answers

    def when_answering(self, path: str, hook: Hook) -> None:
        """Do this whenever a request to a path has been worked on and is about to be answered."""
        self.hooks[path] = hook

    def calls(self, path: str) -> list[dict[str, str]]:
        """The headers of every request to a path, in lower case."""
        return [headers for _, requested, headers in self.requests if requested == path]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_exception: object) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def answer(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        self.requests.append((method, path, headers))
        if self.next_answers[path]:
            return self.next_answers[path].pop(0)
        cookies = {name: morsel.value for name, morsel in SimpleCookie(headers.get("cookie", "")).items()}
        if path == LOGIN:
            return self._login(method, headers, cookies, body)
        by_token = headers.get("authorization") == f"Bearer {SCRIPT_TOKEN}"
        if "authorization" in headers and not by_token:
            return refusal(401, "invalid_token")
        if not by_token and cookies.get("sessionid") not in self.sessions:
            return refusal(401, "not_authenticated")
        if path == ASSIGNMENTS:
            return Answer(200, {"assignments": list(self.assignments)})
        if not by_token and not self._token_is_right(cookies, headers.get("x-csrftoken", "")):
            return refusal(403, "csrf_failed")
        return self._update(path, json.loads(body)) if path in UPDATES else refusal(404, "not_found")

    def _login(self, method: str, headers: dict[str, str], cookies: dict[str, str], body: bytes) -> Answer:
        form = {name: values[0] for name, values in parse_qs(body.decode()).items()}
        if method == "GET":
            return Answer(200, "<form>Log in</form>", (self._new_token(),))
        if not self._token_is_right(cookies, form.get("csrfmiddlewaretoken", "")) or "referer" not in headers:
            return Answer(403, "<h1>CSRF verification failed</h1>")
        if (form["username"], form["password"]) != (USERNAME, PASSWORD):
            return Answer(200, "<form>Please enter a correct username and password.</form>")
        self.logins += 1
        self.sessions.add(f"session-{self.logins}")
        session = ("Set-Cookie", f"sessionid=session-{self.logins}; Path=/; HttpOnly")
        return Answer(302, "", (("Location", "/"), session, self._new_token()))

    def _update(self, path: str, payload: Payload) -> Answer:
        held = {
            "machine_pk": payload["machine_pk"],
            "monitor_operation_id": payload["monitor_operation_id"],
            "operation_type": UPDATES[path],
        }
        if held not in self.assignments:
            return refusal(404, "operation_not_assigned")
        self.reports.append((UPDATES[path], payload))
        return Answer(200, {"message": "Monitor operation updated successfully", "changed": True})

    def _new_token(self) -> tuple[str, str]:
        self.token = secrets.token_hex(16)
        return "Set-Cookie", f"csrftoken={self.token}; Path=/"

    def _token_is_right(self, cookies: dict[str, str], sent: str) -> bool:
        return sent == self.token == cookies.get("csrftoken")


def _handler_of(django: PlayingDjango) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._work("GET")

        def do_POST(self) -> None:
            self._work("POST")

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
            """Keep quiet."""

        def _work(self, method: str) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
            headers = {name.lower(): value for name, value in self.headers.items()}
            answer = django.answer(method, self.path, headers, body)
            django.hooks.get(self.path, lambda: None)()
            self._send(answer)

        def _send(self, answer: Answer) -> None:
            is_json = isinstance(answer.body, dict)
            encoded = (json.dumps(answer.body) if is_json else str(answer.body)).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", "application/json" if is_json else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(encoded)))
            for name, value in answer.headers:
                self.send_header(name, value)
            # Some clients are made to give up waiting.
            with contextlib.suppress(ConnectionError):
                self.end_headers()
                self.wfile.write(encoded)

    return Handler
