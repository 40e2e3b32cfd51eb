"""Who keeps the plant busy: the Monitor script, and planners who change their minds."""

from __future__ import annotations

import random
import threading
import time
from abc import ABC, abstractmethod
from collections import Counter
from typing import Any, Final

import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import MonitorScriptFailure, OperationNotAssigned
from monitor_script.operation_client import OperationClient
from monitoring.choices import OperationType
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person
from tests.soak.model import IDLE, NOTHING, Held, PlantModel

# A hundred times as often as every two minutes.
SECONDS_BETWEEN_LISTS: Final = 1.2
SECONDS_TO_THINK: Final = 0.4
ANSWER = """
    __typename
    ... on {name}Success {{ changed slot {{ version }} }}
    ... on Error {{ code message }}
"""


def document(field: str) -> str:
    """A mutation of one slot, as the machine's screen sends it."""
    name = field[0].upper() + field[1:]
    return (
        f"mutation Change($input: {name}Input!) {{ {field}(input: $input) {{ {ANSWER.format(name=name)} }} }}"
    )


def mutation_for(wish: Held) -> str:
    """The mutation by which a slot comes to hold this."""
    if isinstance(wish, int):
        return "assignOperation"
    return "markSlotIdle" if wish == IDLE else "clearSlot"


class Busy(ABC):
    """Does one thing after another in a thread, and counts the answers by their status."""

    def __init__(self, name: str, http: requests.Session, *, seconds_between: float) -> None:
        self.statuses: Counter[int] = Counter()
        self.done = 0
        self.failures: list[str] = []
        http.hooks["response"].append(self._count)
        self._seconds_between = seconds_between
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        self._thread.start()

    def end(self) -> None:
        """Let it finish what it is doing."""
        self._ended.set()
        self._thread.join(PATIENCE_SECONDS)
        if self._thread.is_alive():
            self.failures.append(f"{self._thread.name} does not end")

    @abstractmethod
    def do(self) -> None:
        """Do the next thing."""

    def _count(self, answer: requests.Response, **_: Any) -> None:
        self.statuses[answer.status_code] += 1

    def _run(self) -> None:
        while not self._ended.is_set():
            started = time.monotonic()
            try:
                self.do()
            except Exception as error:  # noqa: BLE001 - told at the end, and the soak fails by it
                self.failures.append(f"{self._thread.name}: {error!r}")
            self._ended.wait(self._seconds_between - (time.monotonic() - started))


class ImpatientScript(Busy):
    """The Monitor script's own clients: read the list, and report one part more of each operation on it."""

    def __init__(self, base_url: str, model: PlantModel) -> None:
        http = requests.Session()
        super().__init__("script", http, seconds_between=SECONDS_BETWEEN_LISTS)
        session = AuthSession(base_url=base_url, username="script", password=PASSWORD, http=http)
        self._client = OperationClient(session=session)
        self._model = model
        self.reports = 0

    def do(self) -> None:
        """One cycle. A slot that a planner emptied meanwhile is no failure."""
        updates = {
            "current": self._client.update_current_operation,
            "next": self._client.update_next_operation,
        }
        for assignment in self._client.get_manual_assignments():
            operation = assignment.monitor_operation_id
            try:
                updates[assignment.operation_type](
                    machine_pk=assignment.machine_pk,
                    monitor_operation_id=operation,
                    currently_made_quantity=self._model.made[operation] + 1,
                )
            except OperationNotAssigned:
                continue
            except MonitorScriptFailure as error:
                self.failures.append(f"script: {error}")
                continue
            self._model.reported(operation)
            self.reports += 1
        self.done += 1


class UndecidedPlanner(Busy):
    """Puts something else into one of some machines' slots, again and again; nobody else touches those."""

    def __init__(
        self,
        person: Person,
        model: PlantModel,
        *,
        machine_pks: list[int],
        operation_pks: list[int],
        seed: int,
    ) -> None:
        super().__init__(f"planner {seed}", person.http, seconds_between=SECONDS_TO_THINK)
        self._person = person
        self._model = model
        self._keys = [(pk, slot) for pk in machine_pks for slot in OperationType]
        self._wishes: list[Held] = [*operation_pks, IDLE, NOTHING]
        self._random = random.Random(seed)  # noqa: S311 - no secret

    def do(self) -> None:
        """Change one slot as its screen does: with the version that it shows."""
        key, wish = self._random.choice(self._keys), self._random.choice(self._wishes)
        field = mutation_for(wish)
        given: dict[str, Any] = {
            "machinePk": key[0],
            "operationType": key[1].name,
            "expectedVersion": self._model.slots[key].version,
        }
        if isinstance(wish, int):
            given["operationId"] = str(wish)
        answer = self._person.post("/graphql/", {"query": document(field), "variables": {"input": given}})
        done = answer.json()["data"][field]
        self._model.decided(key, wish, changed=done["changed"], version=done["slot"]["version"])
        self.done += 1
