"""Very many screens that follow the plant, and whether each of them hears the same in the same order."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from tests.benchmarks.many_clients import event_stream, subscribers, web_socket
from tests.live_clients import FOLLOW

EVENT = re.compile(rb'"__typename":"PlanningEvent","id":"(\d+)"')
# An event's name and id are shorter than this; of what has no event yet, no more needs to be kept.
LONGEST_EVENT = 100
BETWEEN_LOOKS_SECONDS = 0.1


class Order:
    """The ids of events in the order in which the first screen that heard of them did."""

    def __init__(self) -> None:
        self.ids: list[int] = []


class FollowingScreen:
    """One screen: how many events it heard, and where that differs from what the others heard."""

    def __init__(self, name: str, order: Order) -> None:
        self.name = name
        self.heard = 0
        self.difference = ""
        self._order = order
        self._unread = b""

    def receive(self, data: bytes, moment: float) -> None:  # noqa: ARG002 - the moment is of no interest
        """Take bytes as they arrive, in which an event may begin or end."""
        self._unread += data
        end = 0
        for event in EVENT.finditer(self._unread):
            self._hear(int(event[1]))
            end = event.end()
        self._unread = self._unread[max(end, len(self._unread) - LONGEST_EVENT) :]

    def _hear(self, event_id: int) -> None:
        ids = self._order.ids
        if self.heard == len(ids):
            ids.append(event_id)
        elif ids[self.heard] != event_id and not self.difference:
            self.difference = f"{self.name} heard {event_id} where others heard {ids[self.heard]}"
        self.heard += 1


class Screens:
    """All screens, half of them by WebSocket and half by event stream."""

    def __init__(self, number: int) -> None:
        self.order = Order()
        self.all = [FollowingScreen(f"screen {index}", self.order) for index in range(number)]
        self._lost: list[str] = []

    @asynccontextmanager
    async def following(self, base_url: str, cookie: str) -> AsyncIterator[None]:
        """Connect them all, and look at the end who is still connected."""
        async with AsyncExitStack() as stack:
            connections = {}
            for index, screen in enumerate(self.all):
                opening = (web_socket, event_stream)[index % 2](base_url, cookie, FOLLOW, {})
                [connection] = await stack.enter_async_context(
                    subscribers(base_url, [opening], screen.receive)
                )
                connections[screen.name] = connection
            yield
            self._lost = [f"{name} lost its connection" for name, one in connections.items() if one.lost]

    async def wait_until_all_heard(self, number: int, *, patience: float) -> None:
        """Return once each heard so many events, or when that takes too long: then `differences` tells."""
        async with asyncio.timeout(patience):
            while any(screen.heard < number for screen in self.all):  # noqa: ASYNC110 - once, at the end
                await asyncio.sleep(BETWEEN_LOOKS_SECONDS)

    def differences(self, ids: list[int]) -> list[str]:
        """Where any screen heard anything but these events in this order; empty where none did."""
        short = [
            f"{screen.name} heard {screen.heard} of {len(ids)} events"
            for screen in self.all
            if screen.heard != len(ids)
        ]
        order = ["the events that were heard are not those of the log"] if self.order.ids != ids else []
        return [*self._lost, *(one.difference for one in self.all if one.difference), *short, *order]
