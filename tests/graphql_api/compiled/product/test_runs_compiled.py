"""What the planning screens and GraphiQL's examples ask for is built compiled."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from graphql import OperationDefinitionNode, OperationType, parse

from graphql_api.compiled import executor
from graphql_api.compiled.counters import Counters
from graphql_api.compiled.plans import PlanCache
from graphql_api.live.execution import Execution
from graphql_api.schema import schema
from monitoring.domain.live_events import events_after
from tests.graphql_api.api import Api
from tests.graphql_api.live.following import PLANNERS_RIGHTS, follow_request
from tests.graphql_api.schema.screen_documents import PROJECT_DIR, QUERIES, document
from tests.graphql_api.schema.test_query_counts import add_busy_machine
from tests.graphql_api.schema.test_screen_documents import ask

EXAMPLES = PROJECT_DIR / "site" / "frontend" / "src" / "graphiql" / "examples"
# Fields with arguments, or that count what they list; then, lists in objects, which are built on their own.
LEFT_ALONE = {"MonitorOperation.quantityReports", "MonitorOperation.assignedTo"}
LEFT_ALONE |= {"OperationPool.items", "PlanningEventPage.items"}
LEFT_ALONE |= {"Plant.poolSize", "Plant.scriptIsSilent", "Plant.scriptLastHeardAt"}
# Objects around quantityReports are built one by one.
AROUND_REPORTS = {"Machine.current", "Machine.next", "MachineSlot.operation", "PlanningEvent.machine"}


def is_query(path: Path) -> bool:
    (operation,) = [
        one
        for one in parse(path.read_text(encoding="utf-8")).definitions
        if isinstance(one, OperationDefinitionNode)
    ]
    return operation.operation is OperationType.QUERY


QUERY_EXAMPLES = sorted(path.stem for path in EXAMPLES.glob("*.graphql") if is_query(path))


@pytest.fixture
def counters(monkeypatch: pytest.MonkeyPatch) -> Iterator[Counters]:
    """Counters that begin at nothing, and no plans."""
    counters = Counters()
    monkeypatch.setattr(executor, "COUNTERS", counters)
    monkeypatch.setattr(executor, "PLANS", PlanCache())
    yield counters
    assert counters.built
    assert counters.fallbacks == {}


def left_alone() -> set[str]:
    """The fields that were left to graphql-core."""
    operations = executor.PLANS._operations.values()  # noqa: SLF001 - nobody else wants to know
    plans = [plan for operation in operations for plan in operation.plans.values()]
    assert None not in plans
    return {name for plan in plans if plan is not None for name in plan.delegated_names}


@pytest.fixture
def busy_planner(planner: Api) -> Api:
    for number in (1, 2, 3):
        add_busy_machine(number)
    return planner


@pytest.mark.parametrize("name", sorted(QUERIES))
def test_a_screen_is_built_compiled(name: str, busy_planner: Api, counters: Counters) -> None:
    ask(busy_planner, name)

    assert left_alone() <= LEFT_ALONE | (AROUND_REPORTS if name == "LoadMachine" else set())


@pytest.mark.parametrize("name", QUERY_EXAMPLES)
def test_an_example_is_built_compiled(name: str, busy_planner: Api, counters: Counters) -> None:
    values = EXAMPLES / f"{name}.variables.json"
    variables: dict[str, Any] = json.loads(values.read_text(encoding="utf-8")) if values.exists() else {}

    busy_planner.data((EXAMPLES / f"{name}.graphql").read_text(encoding="utf-8"), **variables)

    assert {name for name in left_alone() if not name.startswith("__")} <= LEFT_ALONE


def follow(name: str, **variables: Any) -> None:
    """Tell what a screen follows of the first events."""
    request = follow_request(document(name), after="0", **variables)
    Execution(schema, request, PLANNERS_RIGHTS).answer(events_after(cursor=0, limit=5))


def test_what_the_screen_of_the_plant_follows_is_built_compiled(
    busy_planner: Api, counters: Counters
) -> None:
    follow("FollowPlant")

    assert left_alone() == set()


def test_what_the_screen_of_a_machine_follows_is_built_compiled(
    busy_planner: Api, counters: Counters
) -> None:
    follow("FollowMachine", pk=1)

    assert left_alone() <= LEFT_ALONE | AROUND_REPORTS


def test_the_screen_of_the_whole_plant_is_built_by_one_function(
    busy_planner: Api, counters: Counters
) -> None:
    """Viewer, plant, and all machines with their slots."""
    ask(busy_planner, "LoadPlant")

    assert counters.built == 3
