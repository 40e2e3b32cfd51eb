"""The script and planners who write all the time, whatever happens, and note what was acknowledged to them."""

from __future__ import annotations

import itertools
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import requests

from tests.end_to_end.documents import ASSIGN
from tests.end_to_end.shop import PATIENCE_SECONDS, Person

NO_ANSWER = 0
BETWEEN_ATTEMPTS_SECONDS = 0.05
UPDATE = "/monitoring/update-current-monitor-operation/"
SYNC = "/monitoring/api/sync-operation-pool/"


def in_another_window(person: Person) -> Person:
    """The same session on connections of its own, as threads need it."""
    http = requests.Session()
    http.cookies.update(person.http.cookies)
    return replace(person, http=http)


class Writer(ABC):
    """Writes one thing after another in a thread; what was not acknowledged is sent again.

    `statuses` counts the answers by their status, NO_ANSWER where there was none.
    """

    def __init__(self, person: Person) -> None:
        self.person = in_another_window(person)
        self.statuses: Counter[int] = Counter()
        self.confirmed = 0
        self._ended = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name=type(self).__name__)

    def start(self) -> None:
        self._thread.start()

    def ask_to_end(self) -> None:
        self._ended.set()

    def end(self) -> None:
        """Wait for the thread; raises what ended it before."""
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), f"{self._thread.name} does not end"
        self.raise_failure()

    def raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    @abstractmethod
    def write(self) -> requests.Response:
        """Send the next change, or the last one again where it was not acknowledged."""

    @abstractmethod
    def note(self, answer: Any) -> None:
        """Take the body of an acknowledgement."""

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                self._write_once()
        except BaseException as failure:  # noqa: BLE001 - raised again in the test's thread
            self._failure = failure

    def _write_once(self) -> None:
        try:
            answer = self.write()
        except requests.RequestException:
            self.statuses[NO_ANSWER] += 1
            self._ended.wait(BETWEEN_ATTEMPTS_SECONDS)
            return
        self.statuses[answer.status_code] += 1
        if answer.status_code == 200:
            self.note(answer.json())
            self.confirmed += 1
            return
        assert answer.status_code == 503, answer.text
        assert answer.headers["Retry-After"] == "5"
        self._ended.wait(BETWEEN_ATTEMPTS_SECONDS)


class Reporter(Writer):
    """Reports one part more of a machine's operation, again and again; `made` is the total that was acknowledged."""

    def __init__(self, person: Person, *, machine_pk: int, monitor_operation_id: str) -> None:
        super().__init__(person)
        self.machine_pk = machine_pk
        self.monitor_operation_id = monitor_operation_id
        self.made = 0

    def write(self) -> requests.Response:
        body = {
            "machine_pk": self.machine_pk,
            "monitor_operation_id": self.monitor_operation_id,
            "currently_made_quantity": self.made + 1,
        }
        return self.person.post(UPDATE, body)

    def note(self, answer: Any) -> None:  # noqa: ARG002 - its status says it all
        self.made += 1


class Planner(Writer):
    """Puts one operation after another into the next slot of a machine; `decided` are operations by slot version."""

    def __init__(self, person: Person, *, machine_pk: int, operation_pks: Sequence[int]) -> None:
        super().__init__(person)
        self.machine_pk = machine_pk
        self.decided: dict[int, int] = {}
        self._choices = itertools.cycle(operation_pks)
        self._wanted = next(self._choices)

    def write(self) -> requests.Response:
        wish = {"machinePk": self.machine_pk, "operationType": "NEXT", "operationId": str(self._wanted)}
        return self.person.post("/graphql/", {"query": ASSIGN, "variables": {"input": wish}})

    def note(self, answer: Any) -> None:
        assert "errors" not in answer, answer
        done = answer["data"]["assignOperation"]
        assert done["__typename"] == "AssignOperationSuccess", done
        self.decided[done["slot"]["version"]] = self._wanted
        self._wanted = next(self._choices)


class Syncing(Writer):
    """Sends the same catalogue with another quantity each time; `quantity` is the last that was acknowledged."""

    def __init__(self, person: Person, *, monitor_operation_ids: Sequence[str], first: int) -> None:
        super().__init__(person)
        self.monitor_operation_ids = monitor_operation_ids
        self.quantity = first

    def write(self) -> requests.Response:
        lines = [
            {"monitor_operation_id": one, "part_name": "Shaft", "quantity": self.quantity + 1}
            for one in self.monitor_operation_ids
        ]
        return self.person.post(SYNC, {"operations": lines})

    def note(self, answer: Any) -> None:  # noqa: ARG002 - its status says it all
        self.quantity += 1


class Writers:
    """All who write at the same time."""

    def __init__(self, *writers: Writer) -> None:
        self.all = writers

    @property
    def statuses(self) -> set[int]:
        """The different statuses that anybody got."""
        return {status for writer in self.all for status in writer.statuses}

    def wait_for_more(self, number: int) -> None:
        """Return once each of them got so many more acknowledgements than by now."""
        wanted = {writer: writer.confirmed + number for writer in self.all}
        self._wait(lambda writer: writer.confirmed >= wanted[writer], f"{number} more acknowledgements")

    def wait_for_failures(self) -> None:
        """Return once each of them was left without an acknowledgement from now on."""
        known = {writer: writer.statuses[NO_ANSWER] + writer.statuses[503] for writer in self.all}
        self._wait(
            lambda writer: writer.statuses[NO_ANSWER] + writer.statuses[503] > known[writer], "a failure"
        )

    def _wait(self, condition: Any, wanted: str) -> None:
        deadline = time.monotonic() + PATIENCE_SECONDS
        for writer in self.all:
            while not condition(writer):
                writer.raise_failure()
                assert time.monotonic() < deadline, f"{writer} does not get {wanted}: {writer.statuses}"
                time.sleep(0.01)


@contextmanager
def writing(*writers: Writer) -> Iterator[Writers]:
    """Have them write meanwhile."""
    for writer in writers:
        writer.start()
    try:
        yield Writers(*writers)
    finally:
        for writer in writers:
            writer.ask_to_end()
    for writer in writers:
        writer.end()
