"""Why a stream ends before its client wants it to."""

from __future__ import annotations

from enum import Enum


class StreamEnd(Enum):
    """A reason, with the code that closes a WebSocket for it and a sentence of at most 123 bytes for the client.

    Clients of graphql-transport-ws reconnect by themselves after these codes, except after 4401.
    """

    LEFT = 1000, "The client left."
    RESTARTING = 1012, "The server restarts. Reconnect with the id of your last event."
    TOO_SLOW = 1013, "You read too slowly. Reconnect with the id of your last event."
    FAILED = 1013, "The stream failed. Reconnect with the id of your last event."
    RIGHTS_CHANGED = 4403, "What your login may do has changed. Reconnect with the id of your last event."
    LOGGED_OUT = 4401, "You are no longer logged in."

    def __init__(self, close_code: int, sentence: str) -> None:
        self.close_code = close_code
        self.sentence = sentence


class StreamEnded(Exception):
    """The stream gives nothing more; `end` says why."""

    def __init__(self, end: StreamEnd) -> None:
        super().__init__(end.sentence)
        self.end = end
