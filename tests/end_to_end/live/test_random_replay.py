"""Any writers at once, any lost connections: each screen ends with what the database holds, every event seen once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import pytest
import requests
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from tests.end_to_end.documents import ASSIGN, CLEAR, SEARCH
from tests.end_to_end.live.screens import STATE, Screen, following
from tests.end_to_end.shop import Person, Shop

POOL = [f"13724620481159139{number}" for number in range(40, 45)]
IDLE = """
mutation Idle($input: MarkSlotIdleInput!) {
  markSlotIdle(input: $input) { __typename ... on Error { code } }
}
"""
LOG = """
from monitoring.models import PlanningEvent
answer = list(PlanningEvent.objects.order_by("pk").values_list("pk", flat=True))
"""

Write = Callable[["Writers"], requests.Response]


@dataclass(frozen=True)
class Writers:
    """The script and a planner, logged in at one server process."""

    script: Person
    planner: Person

    def mutate(self, document: str, **wanted: object) -> requests.Response:
        body = {"query": document, "variables": {"input": wanted}}
        return self.planner.post("/graphql/", body)

    def operation_id(self, monitor_operation_id: str) -> str:
        """The id of an operation that is, or was, in the pool."""
        found = self.planner.ask(SEARCH, search=monitor_operation_id)["operationPool"]["items"]
        return str(found[0]["id"]) if found else "1"


MACHINES = st.sampled_from([1, 2])
SLOTS = st.sampled_from(["current", "next"])
OPERATIONS = st.sampled_from(POOL)


def update(machine: int, slot: str, operation: str, made: int | None) -> Write:
    """What the script posts: a total, or (None) Monitor's plan, by which overrides may expire."""
    body: dict[str, object] = {"machine_pk": machine, "monitor_operation_id": operation}
    body |= {"name": "Planned"} if made is None else {"currently_made_quantity": made}
    return lambda writers: writers.script.post(f"/monitoring/update-{slot}-monitor-operation/", body)


def assign(machine: int, slot: str, operation: str) -> Write:
    return lambda writers: writers.mutate(
        ASSIGN,
        machinePk=machine,
        operationType=slot.upper(),
        operationId=writers.operation_id(operation),
    )


def clear(machine: int, slot: str, *, document: str) -> Write:
    return lambda writers: writers.mutate(document, machinePk=machine, operationType=slot.upper())


def sync(operations: list[str], name: str) -> Write:
    lines = [{"monitor_operation_id": one, "part_name": name} for one in operations]
    return lambda writers: writers.script.post("/monitoring/api/sync-operation-pool/", {"operations": lines})


WRITES = st.one_of(
    st.builds(update, MACHINES, SLOTS, OPERATIONS, st.none() | st.integers(0, 50)),
    st.builds(assign, MACHINES, SLOTS, OPERATIONS),
    st.builds(clear, MACHINES, SLOTS, document=st.sampled_from([CLEAR, IDLE])),
    st.builds(sync, st.lists(OPERATIONS, min_size=1, unique=True), st.sampled_from(["Shaft", "Housing"])),
)
# What is written at the same time, each by a process or the other, and which screens lose their connection meanwhile.
ROUNDS = st.lists(
    st.tuples(
        st.lists(st.tuples(st.integers(0, 1), WRITES), min_size=1, max_size=4),
        st.sets(st.integers(0, 2)),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture(scope="module")
def writers(shop: Shop, second_process: Shop) -> list[Writers]:
    """Who writes at the one process and at the other."""
    both = []
    for base_url in (shop.base_url, second_process.base_url):
        script, planner = shop.person("script"), shop.person("planner")
        both.append(Writers(script.at(base_url), planner.at(base_url)))
    assert sync(POOL, "Flange")(both[0]).ok
    return both


def test_screens_end_with_what_the_database_holds_whatever_was_written_and_lost(
    shop: Shop, second_process: Shop, writers: list[Writers]
) -> None:
    planner = shop.person("planner")
    addresses = [shop.base_url, second_process.base_url]

    @settings(
        max_examples=10,
        deadline=None,
        phases=[Phase.explicit, Phase.reuse, Phase.generate],  # to shrink takes longer than to read the log
        suppress_health_check=list(HealthCheck),
    )
    @given(rounds=ROUNDS)
    def run(rounds: list[tuple[list[tuple[int, Write]], set[int]]]) -> None:
        screens = [
            Screen(planner),
            Screen(planner, addresses=addresses[::-1]),
            Screen(planner, addresses=addresses),
        ]
        with following(*screens), ThreadPoolExecutor(max_workers=4) as pool:
            for at_once, lost in rounds:
                answers = pool.map(lambda one: one[1](writers[one[0]]), at_once)
                for number in lost:
                    screens[number].disconnect()
                assert all(answer.status_code < 500 for answer in answers)
            log = shop.in_database(LOG)
            for screen in screens:
                screen.wait_for_event(log[-1])
        for screen in screens:
            assert screen.seen == [pk for pk in log if pk > screen.started_after]
            assert screen.machines == planner.ask(STATE)["machines"]

    run()
