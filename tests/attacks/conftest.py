"""A shop to attack: one real server process for all tests, with people of every kind."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.databases import empty_database
from tests.end_to_end.shop import PASSWORD, Person, Shop, open_shop

# Monitor runs one operation on machine 5, a planner put another one there, and a drawing hangs beside it.
PLANT = f"""
from django.contrib.auth.models import User
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation
from monitoring.models import Machine, Monitor_operation, OperationDrawing, PlanningEvent
User.objects.create_user("viewer", password={PASSWORD!r})
lathe = Machine.objects.create(pk=5, name="Lathe 5")
planned = Monitor_operation.objects.create(
    monitor_operation_id="1372462048115913939", machine=lathe, name="Flange", quantity=200, is_in_progress=True,
    monitor_slot="current",
)
OperationDrawing.objects.create(operation=planned, image=b"\\x89PNG\\r\\n\\x1a\\n")
chosen = Monitor_operation.objects.create(
    monitor_operation_id="1356903283169489935", name="Bearing cap", quantity=10, is_in_pool=True
)
planner = Actor(name="planner", may_change_assignments=True, may_report=True)
assign_operation(
    slot=SlotRequest(machine_pk=5, operation_type=OperationType.CURRENT), operation_pk=chosen.pk, by=planner
)
answer = {{"planned": planned.pk, "chosen": chosen.pk, "event": PlanningEvent.objects.get().pk}}
"""


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A server that shows no debug pages, and does not wait for bodies as long as a shop's does."""
    with (
        empty_database(tmp_path_factory.mktemp("shop")) as url,
        open_shop(url, DEBUG="False", REQUEST_BODY_SECONDS="5") as shop,
    ):
        yield shop


@pytest.fixture(scope="session")
def keys(shop: Shop) -> dict[str, int]:
    """The keys of what the plant has: `planned` and `chosen` operations, and the `event` of the choice."""
    found: dict[str, int] = shop.in_database(PLANT)
    return found


@pytest.fixture(scope="session")
def nobody(shop: Shop) -> Person:
    """Who has not logged in."""
    return Person(base_url=shop.base_url, username="")


@pytest.fixture(scope="session")
def script(shop: Shop, keys: dict[str, int]) -> Person:
    """The Monitor script: reads, reports and syncs."""
    return shop.person("script")


@pytest.fixture(scope="session")
def viewer(shop: Shop, keys: dict[str, int]) -> Person:
    """A login without any right."""
    return shop.person("viewer")


@pytest.fixture(scope="session")
def planner(shop: Shop, keys: dict[str, int]) -> Person:
    """Decides what machines run."""
    return shop.person("planner")
