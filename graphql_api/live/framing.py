"""The two forms in which a stream of answers travels over HTTP; Strawberry knows the forms."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import orjson
from strawberry.http.streaming import HTTPStreamTransport, MultipartSubscriptionTransport, SSETransport

from graphql_api.http_negotiation import HEADERS_KEPT
from graphql_api.live.endings import StreamEnd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest

    from graphql_api.live.messages import Message


def encoded(part: object) -> str:
    """JSON, also around answers that are JSON already (`orjson.Fragment`)."""
    return orjson.dumps(part).decode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Framing:
    """How bytes tell one answer from the next. `opening` comes first, `retry` asks the client to come back."""

    name: str
    transport: HTTPStreamTransport
    opening: bytes = b""
    retry: bytes = b""
    is_resumable: bool = False

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers of the answer, its media type among them."""
        return self.transport.headers

    @property
    def heartbeat(self) -> bytes:
        """Bytes without meaning, by which both sides notice that the other is gone."""
        return self.transport.heartbeat_message(encoded).encode()

    @property
    def completion(self) -> bytes:
        """The end of a subscription that is complete: the client does not come back."""
        return self.transport.encode_complete().encode()

    def frame(self, message: Message) -> bytes:
        """The bytes of one answer, made once for each message."""
        frame = message.frames.get(self.name)
        if frame is None:
            frame = message.frames[self.name] = self._frame(message)
        return frame

    def single(self, answer: object) -> bytes:
        """The whole body of an answer that is one and no more."""
        return self.opening + self.transport.encode_next(_raw(answer), encoded).encode() + self.completion

    def farewell(self, end: StreamEnd) -> bytes:
        """The last bytes for a client that is to come back."""
        return self.retry + f": {end.sentence}\r\n\r\n".encode() if self.retry else b""

    def _frame(self, message: Message) -> bytes:
        frame = self.transport.encode_next(_raw(orjson.Fragment(message.payload)), encoded).encode()
        # By its id, a browser's EventSource resumes after the last event that it saw.
        if self.is_resumable and message.event_id is not None:
            return b"id: %d\r\n%b" % (message.event_id, frame)
        return frame


def _raw(answer: object) -> Any:
    """Strawberry's transports only hand the answer on to the encoder."""
    return answer


EVENT_STREAM: Final = Framing(
    name="text/event-stream", transport=SSETransport(), retry=b"retry: 1000\r\n\r\n", is_resumable=True
)
MULTIPART: Final = Framing(
    name="multipart/mixed", transport=MultipartSubscriptionTransport(), opening=b"--graphql"
)


def accepted_framing(request: HttpRequest) -> Framing | None:
    """The form that the client accepts, None where it accepts neither."""
    return framing_under(request.META.get("HTTP_ACCEPT", ""))


@lru_cache(maxsize=HEADERS_KEPT)
def framing_under(accept: str) -> Framing | None:
    """The form that an Accept header allows; cached, because clients send few different ones."""
    return next((one for one in (EVENT_STREAM, MULTIPART) if one.transport.accepts(accept)), None)
