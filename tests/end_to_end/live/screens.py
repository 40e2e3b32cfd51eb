"""A planning screen that runs by itself: it follows the plant, and comes back whenever its connection is lost."""

from __future__ import annotations

import itertools
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from websockets.exceptions import WebSocketException

from tests.end_to_end.shop import PATIENCE_SECONDS, Person
from tests.live_clients import SocketClient, open_socket

STATE = """
query State {
  latestEventId
  machines {
    id
    name
    current { id version source operation { id name currentlyMadeQuantity } }
    next { id version source operation { id name currentlyMadeQuantity } }
  }
}
"""
BETWEEN_ATTEMPTS_SECONDS = 0.05


class Screen:
    """What one screen shows, brought up to date by the machine in each event alone; `seen` are the ids of the events.

    It keeps machines and operations by their ids, as the caches of GraphQL clients do, and reconnects with the id of
    its last event, to each of the addresses in turn. Whatever else goes wrong ends it, and is raised where the test
    waits.
    """

    def __init__(self, person: Person, *, addresses: Sequence[str] = ()) -> None:
        self._people = itertools.cycle([person.at(one) for one in addresses or [person.base_url]])
        state = person.ask(STATE)
        self._machines: dict[str, Any] = {}
        self._operations: dict[str, Any] = {}
        for machine in state["machines"]:
            self._keep(machine)
        self.started_after = int(state["latestEventId"])
        self.cursor: str = state["latestEventId"]
        self.seen: list[int] = []
        self.connections = 0
        self._ended = threading.Event()
        self._failure: BaseException | None = None
        self._socket: SocketClient | None = None
        self._thread = threading.Thread(target=self._run, name="screen")

    @property
    def machines(self) -> list[Any]:
        """What the screen shows, in the form of an answer to STATE."""
        return [
            machine | {slot: self._shown(machine[slot]) for slot in ("current", "next")}
            for machine in self._machines.values()
        ]

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Close the connection and wait for the thread; raises what ended it before."""
        self._ended.set()
        self.disconnect()
        self._thread.join(PATIENCE_SECONDS)
        assert not self._thread.is_alive(), "the screen does not end"
        self._raise_failure()

    def disconnect(self) -> None:
        """Lose the connection, as a phone does that walks out of the radio's reach; the screen comes back."""
        if (client := self._socket) is not None:
            with suppress(OSError):  # it is lost already
                client.connection.socket.shutdown(socket.SHUT_RDWR)

    def wait_until(self, condition: Callable[[Screen], bool], wanted: str) -> None:
        """Return once the condition holds; fails where it does not, or where the screen failed."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not condition(self):
            self._raise_failure()
            assert time.monotonic() < deadline, f"{wanted} did not happen; last seen: {self.seen[-3:]}"
            time.sleep(0.01)

    def wait_for_event(self, event_id: int) -> None:
        """Return once the event was seen, or a later one."""
        self.wait_until(lambda screen: int(screen.cursor) >= event_id, f"event {event_id}")

    def _raise_failure(self) -> None:
        if self._failure is not None:
            raise self._failure

    def _run(self) -> None:
        try:
            while not self._ended.is_set():
                try:
                    self._follow(next(self._people))
                except (OSError, WebSocketException, TimeoutError):
                    self._ended.wait(BETWEEN_ATTEMPTS_SECONDS)
        except BaseException as failure:  # noqa: BLE001 - raised again in the test's thread
            self._failure = failure

    def _follow(self, person: Person) -> None:
        with open_socket(person, open_timeout=PATIENCE_SECONDS, ping_interval=None) as client:
            self._socket = client
            if self._ended.is_set():
                return
            client.subscribe(after=self.cursor)
            self.connections += 1
            while True:
                self._apply(client.event())

    def _apply(self, event: dict[str, Any]) -> None:
        assert event["__typename"] == "PlanningEvent", event
        if event["machine"] is not None:
            self._keep(event["machine"])
        self.seen.append(int(event["id"]))
        self.cursor = event["id"]

    def _keep(self, machine: dict[str, Any]) -> None:
        self._machines[machine["id"]] = machine
        for slot in (machine["current"], machine["next"]):
            if slot["operation"] is not None:
                self._operations[slot["operation"]["id"]] = slot["operation"]

    def _shown(self, slot: dict[str, Any]) -> dict[str, Any]:
        held = slot["operation"]
        return slot | {"operation": self._operations[held["id"]] if held is not None else None}


@contextmanager
def following(*screens: Screen) -> Iterator[None]:
    """Have screens follow the plant meanwhile, each connected at the beginning; ends them."""
    for screen in screens:
        screen.start()
    try:
        for screen in screens:
            screen.wait_until(lambda one: one.connections > 0, "a first connection")
        yield
    finally:
        for screen in screens:
            screen.end()
