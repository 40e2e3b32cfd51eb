"""The addresses for who looks after the server, and whole answers to them without Django's views."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

    from config.operation.readiness import Readiness

LIVEZ: Final = "/livez"
READYZ: Final = "/readyz"
METRICS: Final = "/metrics"
ADDRESSES: Final = frozenset({LIVEZ, READYZ, METRICS})
# No proxy keeps them, and no browser takes them for anything else.
HEADERS: Final = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


@dataclass(frozen=True, slots=True)
class Answer:
    """A status, a body and what the headers say of it."""

    status: int
    body: bytes
    media_type: str = "application/json"
    headers: Mapping[str, str] = field(default_factory=dict)

    def all_headers(self) -> dict[str, str]:
        """The headers to send, without the body's length."""
        return {"Content-Type": self.media_type, **HEADERS, **self.headers}


def json_answer(status: int, body: Mapping[str, object], headers: Mapping[str, str] | None = None) -> Answer:
    """An answer in JSON."""
    return Answer(status, json.dumps(body).encode(), headers=headers or {})


ALIVE: Final = json_answer(200, {"status": "alive"})


def readiness_answer(readiness: Readiness) -> Answer:
    """200 where the process is ready, else 503."""
    return json_answer(200 if readiness.is_ready else 503, readiness.as_body())
