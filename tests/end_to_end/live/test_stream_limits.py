"""One user, or one process, carries only so many streams; what is refused says so and can be tried again."""

import json
import time
from contextlib import ExitStack

import pytest
import requests
from websockets.exceptions import InvalidStatus

from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import FOLLOW, open_event_stream, open_socket

LIVE_UPDATES = "streams_per_user=3,streams_per_process=4,subscriptions_per_socket=2"


def refused_stream(person: Person) -> requests.Response:
    return person.http.get(
        f"{person.base_url}/graphql/",
        params={"query": FOLLOW},
        headers={"Accept": "text/event-stream"},
        timeout=PATIENCE_SECONDS,
    )


def test_a_user_with_too_many_streams_is_told_and_others_are_not_held_up(shop: Shop, planner: Person) -> None:
    with ExitStack() as streams:
        for _ in range(3):
            streams.enter_context(open_event_stream(planner))

        refused = refused_stream(planner)

        assert refused.status_code == 429
        assert refused.headers["Retry-After"] == "5"
        assert refused.json()["code"] == "too_many_streams"
        assert "your login has 3 open, which is the most (streams_per_user)" in refused.json()["error"]
        with open_event_stream(shop.person("admin")) as stream:
            assert stream.read().comment == "ping"


def test_a_process_with_too_many_streams_refuses_everybody(shop: Shop, planner: Person) -> None:
    with ExitStack() as streams:
        for person in (planner, planner, shop.person("admin"), shop.person("admin")):
            streams.enter_context(open_event_stream(person))

        refused = refused_stream(shop.person("script"))

        assert refused.status_code == 429
        assert (
            "this server process has 4 open, which is the most (streams_per_process)"
            in refused.json()["error"]
        )


def test_a_place_is_free_again_when_a_client_left(planner: Person) -> None:
    with open_event_stream(planner), open_event_stream(planner):
        with open_event_stream(planner):
            assert refused_stream(planner).status_code == 429

        # The server hears of it from the network.
        deadline = time.monotonic() + PATIENCE_SECONDS
        while stream_status(planner) == 429:
            assert time.monotonic() < deadline, "the place is not given back"


def stream_status(person: Person) -> int:
    """The status of a stream that is left at once."""
    with person.http.get(
        f"{person.base_url}/graphql/",
        params={"query": FOLLOW},
        headers={"Accept": "text/event-stream"},
        timeout=PATIENCE_SECONDS,
        stream=True,
    ) as answer:
        return answer.status_code


def test_a_user_with_too_many_sockets_is_refused_before_one_is_open(planner: Person) -> None:
    with ExitStack() as sockets:
        for _ in range(3):
            sockets.enter_context(open_socket(planner))

        with pytest.raises(InvalidStatus) as refused, open_socket(planner):
            pass

    assert refused.value.response.status_code == 429
    assert json.loads(refused.value.response.body or b"")["code"] == "too_many_streams"


def test_a_subscription_for_which_a_socket_has_no_room_is_an_error_and_the_others_go_on(
    script: Script, planner: Person
) -> None:
    with open_socket(planner) as screen:
        for identifier in ("1", "2", "3"):
            screen.subscribe(identifier)

        refused = screen.receive()
        assert (refused["id"], refused["type"]) == ("3", "error")
        script.report(45)

        assert {screen.receive()["id"], screen.receive()["id"]} == {"1", "2"}


def test_a_subscription_beyond_a_users_streams_names_the_limit(planner: Person) -> None:
    with open_socket(planner) as first, open_socket(planner) as second:
        first.subscribe("1")
        first.subscribe("2")
        first.wait_until_answered()
        second.subscribe("1")
        second.subscribe("2")

        refused = second.receive()

    assert refused["type"] == "error"
    assert refused["payload"][0]["extensions"] == {
        "code": "LIMIT_EXCEEDED",
        "limit": "streams_per_user",
        "allowed": 3,
    }
