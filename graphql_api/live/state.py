"""How the live updates of one process are doing, for who looks after the server."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveState:
    """One moment of it.

    `is_listening` is whether new events are heard of as they are committed; `read_seconds_ago` when the log was last
    read with success, None where it never was; `streams` counts what is followed, over whatever connection, and
    `sockets` the open WebSockets.
    """

    is_closing: bool
    is_listening: bool
    read_seconds_ago: float | None
    streams: int
    sockets: int
