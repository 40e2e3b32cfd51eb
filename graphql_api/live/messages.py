"""What goes out on a stream: one answer, encoded once for all who get it."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Message:
    """The answer to a subscription for the event `event_id`, as JSON; shared by all streams that it goes out on.

    After a final message, which is about no event, the subscription is complete. `frames` keeps the bytes in which the
    message travels, by the kind of stream.
    """

    event_id: int | None
    payload: str
    is_final: bool = False
    frames: dict[str, bytes] = field(default_factory=dict, compare=False, repr=False)
