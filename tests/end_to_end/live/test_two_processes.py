"""Two server processes on one PostgreSQL: what is posted to one reaches those who follow the other."""

import asyncio
from contextlib import aclosing
from typing import Any

from gql import Client, GraphQLRequest
from gql.transport.websockets import WebsocketsTransport

from tests.end_to_end.live.reporting import Reporting, Script
from tests.end_to_end.live.screens import Screen, following
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import FOLLOW, PROTOCOL, cookies_of, open_event_stream, open_socket


def made(event: dict[str, Any]) -> int:
    """The total that a machine shows after an event."""
    total: int = event["machine"]["current"]["operation"]["currentlyMadeQuantity"]
    return total


def test_a_report_reaches_a_websocket_of_the_other_process(
    script: Script, planner: Person, second_process: Shop
) -> None:
    with open_socket(planner.at(second_process.base_url)) as screen:
        screen.subscribe()
        screen.wait_until_answered()

        assert script.report(45).json()["changed"]

        assert made(screen.event()) == 45


def test_a_report_reaches_an_event_stream_of_the_other_process(
    script: Script, planner: Person, second_process: Shop
) -> None:
    with open_event_stream(planner.at(second_process.base_url)) as stream:
        assert script.report(45).json()["changed"]

        assert made(stream.event()) == 45


def test_a_report_reaches_the_gql_client_at_the_other_process(
    script: Script, planner: Person, second_process: Shop
) -> None:
    async def first_event() -> dict[str, Any]:
        transport = WebsocketsTransport(
            url=second_process.base_url.replace("http", "ws", 1) + "/graphql/",
            headers=cookies_of(planner),
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
        )
        request = GraphQLRequest(FOLLOW, variable_values={"after": latest})
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            Client(transport=transport) as session,
            aclosing(session.subscribe(request)) as answers,
        ):
            await asyncio.to_thread(script.report, 45)
            answer = await anext(answers)
            event: dict[str, Any] = answer["planningEvents"]
            return event

    assert WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL == PROTOCOL
    latest = planner.ask("{ latestEventId }")["latestEventId"]

    assert made(asyncio.run(first_event())) == 45


def test_every_screen_of_both_processes_gets_every_event_of_both_in_one_order(
    script: Script, planner: Person, second_process: Shop
) -> None:
    screens = [Screen(planner), Screen(planner.at(second_process.base_url))]

    with following(*screens):
        with Reporting(script, script.at(second_process.base_url)) as reporting:
            reporting.wait_for_more(100)
        newest = int(planner.ask("{ latestEventId }")["latestEventId"])
        for screen in screens:
            screen.wait_for_event(newest)

    assert [screen.connections for screen in screens] == [1, 1]
    assert screens[0].seen == screens[1].seen
    assert len(screens[0].seen) == reporting.accepted
    assert screens[0].seen == sorted(set(screens[0].seen))
