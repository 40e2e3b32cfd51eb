"""The processes of the demo: started together, watched, and stopped together."""

from __future__ import annotations

import signal
import subprocess
import sys
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Self

from django.conf import settings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from types import FrameType

REMEMBERED_LINES = 15
STOP_SECONDS = 10.0
POLL_SECONDS = 0.1

# A terminal sends its Ctrl+C to the whole process group, so that a child may end before this process knows why.
SECONDS_BETWEEN_SIGNALS = 0.5


class ChildEnded(Exception):
    """A process of the demo ended although nobody asked it to."""

    def __init__(self, child: Child) -> None:
        lines = "\n".join(f"  {line}" for line in child.last_lines) or "  (it wrote nothing)"
        super().__init__(
            f"The {child.name} ended by itself with status {child.process.returncode}. Its last lines:\n{lines}"
        )


class StopRequest:
    """Remembers that this process was asked to stop. Signal handlers may set it: it takes no lock."""

    requested = False

    def listen(self) -> None:
        """Take Ctrl+C, SIGTERM and the closing of the terminal as the request to stop."""
        for name in ("SIGINT", "SIGTERM", "SIGHUP"):
            if hasattr(signal, name):
                signal.signal(getattr(signal, name), self._handle)

    def _handle(self, _number: int, _frame: FrameType | None) -> None:
        self.requested = True


class Child:
    """One process. Its lines are remembered, and shown with its name in front while `is_shown`."""

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        *,
        environment: Mapping[str, str],
        show: Callable[[str], None],
    ) -> None:
        self.name = name
        self.is_shown = False
        self.last_lines: deque[str] = deque(maxlen=REMEMBERED_LINES)
        self._show = show
        self.process = subprocess.Popen(  # noqa: S603  # modules of this project and its server, named in the code
            [sys.executable, "-m", *command],
            cwd=settings.PROJECT_DIR,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        )
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def join(self, *, seconds: float) -> None:
        """Wait for the end of the process, and kill it where it takes longer."""
        try:
            self.process.wait(timeout=max(seconds, 0.0))
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._reader.join(timeout=1.0)

    def _read(self) -> None:
        # Read to the end, shown or not: the process would otherwise wait for a reader.
        for line in map(str.rstrip, self.process.stdout or ()):
            self.last_lines.append(line)
            if self.is_shown and line:
                self._show(f"{self.name:>9} | {line}")


class Children:
    """The running processes, in the order in which they were started; leaving the `with` block stops them all."""

    def __init__(
        self, *, stop: StopRequest, environment: Mapping[str, str], show: Callable[[str], None]
    ) -> None:
        self._stop = stop
        self._environment = environment
        self._show = show
        self._running: list[Child] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exception: object) -> None:
        self._silence()
        for child in reversed(self._running):
            if child.process.poll() is None:
                child.process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for child in reversed(self._running):
            child.join(seconds=deadline - time.monotonic())

    @property
    def stop_requested(self) -> bool:
        """Whether the demo was asked to stop."""
        return self._stop.requested

    def start(
        self, name: str, command: Sequence[str], *, variables: Mapping[str, str] | None = None
    ) -> Child:
        """Start `python -m <command>` with `variables` added to its environment; nothing of it is shown yet."""
        environment = {**self._environment, **(variables or {})}
        child = Child(name, command, environment=environment, show=self._show_line)
        self._running.append(child)
        return child

    def _show_line(self, line: str) -> None:
        # What processes say of their own end, after Ctrl+C reached them first, is no news.
        if not self._stop.requested:
            self._show(line)

    def _silence(self) -> None:
        for child in self._running:
            child.is_shown = False

    def wait_until(self, is_done: Callable[[], bool]) -> None:
        """Wait until something is done or the stop is asked for. Raises ChildEnded where a process ends before."""
        while not self._stop.requested and not is_done():
            time.sleep(POLL_SECONDS)
            self._check()

    def wait_for_the_stop(self, *, meanwhile: Callable[[], None]) -> None:
        """Do something again and again until the stop is asked for. Raises ChildEnded where a process ends before."""
        while not self._stop.requested:
            meanwhile()
            time.sleep(POLL_SECONDS)
            self._check()

    def _check(self) -> None:
        ended = next((child for child in self._running if child.process.poll() is not None), None)
        if ended is None:
            return
        time.sleep(SECONDS_BETWEEN_SIGNALS)
        if not self._stop.requested:
            raise ChildEnded(ended)
