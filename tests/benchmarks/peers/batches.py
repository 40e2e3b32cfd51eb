"""500 totals in one call, against 500 calls with one total each."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.keep_alive import CLIENTS, Connection, Question, request
from tests.benchmarks.peers.contenders import Server
from tests.benchmarks.peers.plants import Plant

LINES = 500
CALLS_IN_A_ROUND = 3
BATCH = "updateOperationQuantities with 500 lines"
SINGLES = "updateOperationQuantity, 500 times"
SUCCESS = "... on UpdateOperationQuantitySuccess { changed }"
DOCUMENTS = {
    BATCH: f"""mutation Report($input: UpdateOperationQuantitiesInput!) {{ updateOperationQuantities(input: $input) {{
      ... on UpdateOperationQuantitiesSuccess {{ outcomes {{ {SUCCESS} }} }} }} }}""",
    SINGLES: f"""mutation Report($input: UpdateOperationQuantityInput!) {{ updateOperationQuantity(input: $input) {{
      {SUCCESS} }} }}""",
}
CHANGED = b'"changed":true'


@dataclass
class QuantityReports:
    """Reports of ever higher totals to one plant; every line has to change its operation."""

    plant: Plant
    total: int = 100_000

    async def in_batches(self) -> float:
        """Lines per second of some calls, one after another."""
        questions = [self.batch() for _ in range(CALLS_IN_A_ROUND)]
        return await self.lines_per_second([questions], lines_each=LINES)

    async def one_by_one(self) -> float:
        """Lines per second of calls with one line, on several connections at once."""
        lines = self.lines()
        questions = [self.question(SINGLES, line) for line in lines]
        return await self.lines_per_second([questions[one::CLIENTS] for one in range(CLIENTS)], lines_each=1)

    def batch(self) -> Question:
        """One call with all lines."""
        return self.question(BATCH, {"reports": self.lines()})

    def lines(self) -> list[dict[str, Any]]:
        """The next total of each machine."""
        self.total += 1
        return [
            {
                "machinePk": machine_pk,
                "monitorOperationId": identifier,
                "operationType": "CURRENT",
                "currentlyMadeQuantity": self.total,
            }
            for machine_pk, identifier in self.plant.assignments[:LINES]
        ]

    def question(self, name: str, value: Mapping[str, Any]) -> Question:
        """A mutation as it travels."""
        body = json.dumps({"query": DOCUMENTS[name], "variables": {"input": value}}).encode()
        base_url = self.plant.base_urls[Server.PRODUCT]
        headers = {**self.plant.login, "Content-Type": "application/json"}
        return Question(base_url, request(base_url, "/graphql/", headers=headers, method="POST", body=body))

    async def lines_per_second(self, of_clients: list[list[Question]], *, lines_each: int) -> float:
        """Let each client send its calls; raises AssertionError where a line changed nothing."""
        started = time.perf_counter()
        answered = await asyncio.gather(*(send(questions) for questions in of_clients))
        elapsed = time.perf_counter() - started
        bodies = [body for one in answered for body in one]
        assert all(body.count(CHANGED) == lines_each for body in bodies), bodies[0][:1_000]
        return len(bodies) * lines_each / elapsed


async def send(questions: list[Question]) -> list[bytes]:
    """Send calls one after another on one connection; returns the bodies of their answers."""
    connection = await Connection.open(questions[0].base_url)
    bodies = []
    for one in questions:
        answer = await connection.ask(one.request)
        one.check(answer)
        bodies.append(answer.body)
    connection.close()
    return bodies
