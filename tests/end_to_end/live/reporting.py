"""What the script posts, by itself and again and again."""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, replace
from typing import Self

import requests

from tests.end_to_end.shop import PATIENCE_SECONDS, Person

UPDATE = "/monitoring/update-current-monitor-operation/"
MACHINE = 1
BETWEEN_ATTEMPTS_SECONDS = 0.05


@dataclass(frozen=True)
class Script:
    """The script's login, and the operation that Monitor has on the first machine."""

    person: Person
    monitor_operation_id: str

    def plan(self) -> None:
        """Send Monitor's plan: the operation becomes the machine's current one."""
        self._send(name="Flange", quantity=100_000).raise_for_status()

    def report(self, made: int) -> requests.Response:
        """Post a total of parts."""
        return self._send(currently_made_quantity=made)

    def at(self, base_url: str) -> Script:
        """The same script, with the same session, at another server process."""
        return replace(self, person=self.person.at(base_url))

    def _send(self, **values: object) -> requests.Response:
        body = {"machine_pk": MACHINE, "monitor_operation_id": self.monitor_operation_id, **values}
        return self.person.post(UPDATE, body)


class Reporting:
    """The script, reporting one part more again and again in a thread of its own, whatever happens to the server.

    `accepted` counts the reports that were acknowledged, which is the total; one that was not is posted again.
    """

    def __init__(self, *scripts: Script) -> None:
        self._scripts = itertools.cycle(scripts)
        self.accepted = 0
        self.refused = 0
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="script")

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the script does not end"

    def wait_for_more(self, number: int) -> None:
        """Return once so many more reports were acknowledged than by now."""
        wanted, deadline = self.accepted + number, time.monotonic() + PATIENCE_SECONDS
        while self.accepted < wanted:
            assert time.monotonic() < deadline, f"{self.accepted} of {wanted} reports were acknowledged"
            time.sleep(0.01)

    def wait_for_a_refusal(self) -> None:
        """Return once a report failed from now on."""
        known, deadline = self.refused, time.monotonic() + PATIENCE_SECONDS
        while self.refused == known:
            assert time.monotonic() < deadline, "every report is acknowledged"
            time.sleep(0.01)

    def _run(self) -> None:
        while not self._ended.is_set():
            if self._is_accepted(next(self._scripts)):
                self.accepted += 1
            else:
                self.refused += 1
                self._ended.wait(BETWEEN_ATTEMPTS_SECONDS)

    def _is_accepted(self, script: Script) -> bool:
        try:
            return script.report(self.accepted + 1).ok
        except requests.RequestException:
            return False
