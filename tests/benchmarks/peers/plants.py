"""Databases with so many manual assignments, and the server processes on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from tests.benchmarks.peers.contenders import Server
from tests.databases import empty_database
from tests.end_to_end.shop import Person, Shop, open_shop
from tests.live_clients import cookies_of
from tests.servers import server_process

SETTINGS = "tests.benchmarks.peers.{}.settings"
LOAD = "from tests.benchmarks.peers.load import load\nanswer = load({})"
COMPILES = (
    "from graphql_api.executors import chosen_executor\nanswer = chosen_executor().executor is not None"
)


@dataclass(frozen=True)
class Plant:
    """A database with so many assignments, its servers, and the headers of who is logged in at all of them."""

    assignments: tuple[tuple[int, str], ...]
    base_urls: Mapping[Server, str]
    login: Mapping[str, str]

    @property
    def size(self) -> int:
        """How many assignments there are."""
        return len(self.assignments)


@contextmanager
def loaded_shop(directory: Path, size: int) -> Iterator[tuple[Shop, Plant]]:
    """A plant that the product alone serves, with its compiler."""
    directory.mkdir()
    variables = {
        "DJANGO_SETTINGS_MODULE": SETTINGS.format("here"),
        "GRAPHQL_COMPILED": "True",
        "LOG_LEVEL": "WARNING",
    }
    with empty_database(directory) as url, open_shop(url, **variables) as shop:
        loaded = tuple(
            (machine_pk, identifier) for machine_pk, identifier in shop.in_database(LOAD.format(size))
        )
        person = shop.person("planner")
        yield shop, Plant(loaded, {Server.PRODUCT: shop.base_url}, headers_of(person))


@contextmanager
def plant_with_peers(directory: Path, size: int, *, peers_python: str) -> Iterator[Plant]:
    """A plant that all contenders serve."""
    with loaded_shop(directory, size) as (shop, plant), ExitStack() as running:
        interpreted = {**shop.environment, "GRAPHQL_COMPILED": "False"}
        check_compilers(shop, replace(shop, environment=interpreted))
        elsewhere = {**shop.environment, "DJANGO_SETTINGS_MODULE": SETTINGS.format("elsewhere")}
        without = running.enter_context(server_process(interpreted))
        beside = running.enter_context(server_process(shop.environment))
        peers = running.enter_context(server_process(elsewhere, python=peers_python))
        others = {
            Server.NOT_COMPILED: without.base_url,
            Server.BESIDE: beside.base_url,
            Server.ELSEWHERE: peers.base_url,
        }
        yield replace(plant, base_urls={**plant.base_urls, **others})


def check_compilers(compiled: Shop, interpreted: Shop) -> None:
    """Raise where the settings do not decide whether selections are compiled."""
    if not compiled.in_database(COMPILES):
        raise RuntimeError("The product does not compile selections: see graphql_api/compiled/proven.py.")
    if interpreted.in_database(COMPILES):
        raise RuntimeError("The product compiles selections although GRAPHQL_COMPILED=False.")


def headers_of(person: Person) -> dict[str, str]:
    """What the script and the screens send with each request."""
    return {**cookies_of(person), **person.headers, "Accept": "application/json"}
