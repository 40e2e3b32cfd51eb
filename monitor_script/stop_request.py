"""A request to stop, made by a signal: every wait of the script ends at once when it comes."""

import select
import signal
import socket
from types import FrameType
from typing import Self


class StopRequest:
    """Remembers that somebody asked the script to stop, and wakes whoever waits.

    A socket pair instead of `threading.Event`: an event's lock may be held by the very thread that the
    signal handler interrupts, which would then wait for itself for ever.
    """

    def __init__(self) -> None:
        self.reason: str | None = None
        self._wake_reader, self._wake_writer = socket.socketpair()

    @property
    def requested(self) -> bool:
        return self.reason is not None

    def request(self, *, reason: str) -> None:
        """Ask for the stop. The first reason is kept, for the log."""
        if self.reason is None:
            self.reason = reason
            self._wake_writer.send(b"!")

    def wait(self, seconds: float) -> bool:
        """Wait so many seconds, or less when the stop is asked for. Returns whether it was."""
        # The byte is never read, so that every later wait ends at once too.
        select.select([self._wake_reader], [], [], max(0.0, seconds))
        return self.requested

    def listen_to(self, *signals: signal.Signals) -> None:
        """Take these signals as the request to stop. Main thread only, as Python's `signal` demands."""
        for number in signals:
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        self.request(reason=signal.Signals(number).name)

    def close(self) -> None:
        self._wake_reader.close()
        self._wake_writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self.close()
