"""A shop that the tests of a module share, with a new operation on its first machine for each of them."""

import itertools
from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.databases import empty_database
from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import Person, Shop, open_shop
from tests.servers import server_process

monitor_operation_ids = map(str, itertools.count(1372462048115913939))


@pytest.fixture(scope="module")
def shop(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Its server has the options that the module names in LIVE_UPDATES."""
    options = getattr(request.module, "LIVE_UPDATES", "")
    with (
        empty_database(tmp_path_factory.mktemp("shop")) as url,
        open_shop(url, LIVE_UPDATES=options) as shop,
    ):
        yield shop


@pytest.fixture(scope="module")
def second_process(shop: Shop) -> Iterator[Shop]:
    """Another server process on the shop's database."""
    with server_process(shop.environment) as server:
        yield replace(shop, base_url=server.base_url, process=server.process)


@pytest.fixture
def script(shop: Shop) -> Script:
    script = Script(shop.person("script"), next(monitor_operation_ids))
    script.plan()
    return script


@pytest.fixture
def planner(shop: Shop, script: Script) -> Person:
    """Who looks at the plant once Monitor's plan is there."""
    return shop.person("planner")
