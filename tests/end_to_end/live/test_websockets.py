"""The WebSocket that screens open: who is let in, what is sent, and what closes it."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import FOLLOW, PROTOCOL, SocketClient, cookies_of, open_socket

MESSAGES = st.one_of(
    st.text(max_size=50),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(max_size=10),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["type", "id", "payload", "query", "variables"]), inner)
        ),
        max_leaves=8,
    ).map(json.dumps),
    st.fixed_dictionaries(
        {
            "type": st.sampled_from(["connection_init", "subscribe", "complete", "ping", "next", "unknown"]),
            "id": st.text(max_size=3) | st.none() | st.integers(),
            "payload": st.dictionaries(
                st.sampled_from(["query", "variables", "operationName"]), st.text(max_size=5) | st.none()
            ),
        }
    ).map(json.dumps),
)


def address(shop: Shop) -> str:
    return shop.base_url.replace("http", "ws", 1) + "/graphql/"


def refusal(shop: Shop, **options: Any) -> tuple[int, str]:
    """The status and code with which a WebSocket is refused before it is open."""
    options = {"subprotocols": [PROTOCOL]} | options
    with pytest.raises(InvalidStatus) as refused, connect(address(shop), **options):
        pass
    response = refused.value.response
    return response.status_code, json.loads(response.body or b"")["code"]


def test_an_update_is_sent_with_the_machine_as_it_is_by_then(script: Script, planner: Person) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    with open_socket(planner) as screen:
        screen.subscribe(after=latest)

        script.report(45)

        event = screen.event()
    assert (event["kind"], event["quantity"]) == ("QUANTITY_REPORTED", 45)
    assert event["machine"]["current"]["operation"]["currentlyMadeQuantity"] == 45
    assert int(event["id"]) > int(latest)


def test_a_cursor_replays_what_came_after_it_and_goes_on(script: Script, planner: Person) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    for made in (1, 2):
        script.report(made)
    with open_socket(planner) as screen:
        screen.subscribe(after=latest)
        replayed = [screen.event()["quantity"] for _ in range(2)]
        script.report(3)

        assert [*replayed, screen.event()["quantity"]] == [1, 2, 3]


def test_a_cursor_that_this_log_never_gave_is_told_so_and_complete(script: Script, planner: Person) -> None:
    ahead = str(10**15)
    with open_socket(planner) as screen:
        screen.subscribe(after=ahead)

        assert screen.event()["code"] == "CURSOR_EXPIRED"
        assert screen.receive() == {"id": "1", "type": "complete"}


def test_a_screen_of_one_machine_hears_of_that_machine_alone(script: Script, planner: Person) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    with open_socket(planner) as screen:
        screen.subscribe("other", after=latest, machinePks=[2])
        screen.subscribe("mine", after=latest, machinePks=[1])
        script.report(45)

        assert screen.receive()["id"] == "mine"
        screen.wait_until_answered()


def test_a_subscription_that_its_client_completes_is_silent(script: Script, planner: Person) -> None:
    with open_socket(planner) as screen:
        screen.subscribe("1")
        screen.subscribe("2", after=planner.ask("{ latestEventId }")["latestEventId"])
        screen.send(id="1", type="complete")
        screen.wait_until_answered()
        script.report(45)

        assert screen.receive()["id"] == "2"
        screen.wait_until_answered()


def test_nobody_gets_in_without_a_login(shop: Shop) -> None:
    assert refusal(shop) == (401, "not_authenticated")


def test_the_page_of_another_site_does_not_get_in_with_a_users_cookies(planner: Person, shop: Shop) -> None:
    cookies = cookies_of(planner)

    assert refusal(shop, origin="https://elsewhere.example", additional_headers=cookies) == (
        403,
        "foreign_origin",
    )
    assert refusal(shop, origin="null", additional_headers=cookies)[0] == 403
    with open_socket(planner, origin=shop.base_url) as screen:
        screen.wait_until_answered()


@pytest.mark.parametrize("protocols", [None, ["graphql-ws"]])
def test_another_protocol_is_refused_by_name(
    planner: Person, shop: Shop, protocols: list[str] | None
) -> None:
    assert refusal(shop, subprotocols=protocols, additional_headers=cookies_of(planner)) == (
        400,
        "unknown_subprotocol",
    )


@pytest.mark.parametrize(
    ("document", "said"),
    [
        (
            "{ viewer { name } }",
            "A WebSocket carries subscriptions here; send queries and mutations by POST.",
        ),
        ("mutation { clearSlot(input: {machinePk: 1, operationType: CURRENT}) { __typename } }", "by POST"),
        ("subscription { planningEvents { nothing } }", "Cannot query field 'nothing'"),
        ("subscription {", "Syntax Error"),
        ('subscription { planningEvents(after: "x") { __typename } }', "after"),
        ("subscription { a: planningEvents { __typename } b: planningEvents { __typename } }", "one"),
    ],
)
def test_what_cannot_be_followed_is_answered_with_an_error_and_the_socket_stays(
    planner: Person, document: str, said: str
) -> None:
    with open_socket(planner) as screen:
        screen.subscribe("1", document)

        answer = screen.receive()
        assert (answer["id"], answer["type"]) == ("1", "error")
        assert said in answer["payload"][0]["message"]
        screen.wait_until_answered()


def test_a_subscription_before_the_introduction_closes_with_4401(planner: Person, shop: Shop) -> None:
    with connect(
        address(shop),
        subprotocols=[PROTOCOL],  # type: ignore[list-item]  # a NewType of str
        additional_headers=cookies_of(planner),
    ) as connection:
        client = SocketClient(connection)
        client.subscribe()

        assert client.closing_code() == 4401


def test_a_second_introduction_closes_with_4429(planner: Person) -> None:
    with open_socket(planner) as screen:
        screen.send(type="connection_init")

        assert screen.closing_code() == 4429


def test_an_id_that_is_in_use_closes_with_4409(planner: Person) -> None:
    with open_socket(planner) as screen:
        screen.subscribe("1")
        screen.subscribe("1")

        assert screen.closing_code() == 4409


@pytest.mark.parametrize(
    "message",
    [
        "nonsense",
        "[1]",
        "{}",
        '{"type": 1}',
        '{"type": "subscribe", "id": "1"}',
        '{"type": "subscribe", "id": 1, "payload": {"query": "{ viewer { name } }"}}',
        '{"type": "complete"}',
        json.dumps({"type": "subscribe", "id": "i" * 101, "payload": {"query": FOLLOW}}),
        "[" * 100_000,
        b"\x00\x01",
    ],
)
def test_what_is_no_message_of_the_protocol_closes_with_4400(planner: Person, message: str | bytes) -> None:
    with open_socket(planner) as screen:
        screen.connection.send(message)

        assert screen.closing_code() == 4400


def test_a_message_beyond_the_limit_of_a_body_closes_with_1009(planner: Person) -> None:
    with open_socket(planner) as screen:
        screen.connection.send("x" * 2_000_000)

        assert screen.closing_code() == 1009


def test_no_messages_whatever_they_are_disturb_anybody_else(script: Script, planner: Person) -> None:
    with open_socket(planner) as undisturbed:
        undisturbed.subscribe()
        undisturbed.wait_until_answered()

        @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
        @given(messages=st.lists(MESSAGES, min_size=1, max_size=3))
        def send(messages: list[str]) -> None:
            with open_socket(planner) as screen:
                with suppress(ConnectionClosed):
                    for message in messages:
                        screen.connection.send(message)
                    screen.send(type="ping")
                    while screen.receive()["type"] != "pong":
                        pass
                assert screen.connection.close_code in {None, 4400, 4401, 4409, 4429}

        send()
        script.report(45)

        assert undisturbed.event()["quantity"] == 45
    assert planner.http.get(planner.base_url, timeout=PATIENCE_SECONDS).ok
