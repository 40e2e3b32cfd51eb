"""Thousands of messages and costly documents over WebSockets and event streams: refused, and nobody else waits."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from tests.end_to_end.shop import PATIENCE_SECONDS, Person
from tests.graphql_api.transport.test_limits import doublings
from tests.live_clients import FOLLOW, open_socket

SUBSCRIPTIONS = 1_000
ALLOWED_PER_SOCKET = 20

EVENT = "subscription { planningEvents { ... on PlanningEvent { %s } } }"
NESTED = "operation { assignedTo { operation { assignedTo { operation { id } } } } }"
COSTLY: dict[str, tuple[str, str]] = {
    "aliases": (EVENT % " ".join(f"a{number}: id" for number in range(100)), "aliases"),
    "tokens": (EVENT % ("id " * 2_000), "tokens"),
    "directives": (EVENT % ("id " + "@include(if: true) " * 50), "directives"),
    "depth": (EVENT % f"machine {{ current {{ {NESTED} }} }}", "depth"),
    "characters": (EVENT % ("id" + " " * 200_000), "document_characters"),
    "doubled aliases": (
        EVENT % "machine { ...F0 }" + doublings(60, innermost="a: pk").split("} }", 1)[1],
        "aliases",
    ),
}  # fmt: skip


def report(script: Person, made: int) -> None:
    """Have something happen that screens follow."""
    answer = script.post(
        "/monitoring/update-current-monitor-operation/",
        {"machine_pk": 5, "monitor_operation_id": "1372462048115913939", "name": f"Flange {made}"},
    )
    assert answer.status_code == 200, answer.text


def test_a_thousand_subscriptions_in_one_socket_are_refused_but_for_twenty(
    script: Person, viewer: Person, planner: Person
) -> None:
    with open_socket(viewer) as flooding, open_socket(planner) as undisturbed:
        undisturbed.subscribe()
        undisturbed.wait_until_answered()
        for number in range(SUBSCRIPTIONS):
            flooding.subscribe(str(number))

        refused = [flooding.receive() for _ in range(SUBSCRIPTIONS - ALLOWED_PER_SOCKET)]
        report(script, 1)

        assert undisturbed.event()["__typename"] == "PlanningEvent"
        assert {message["type"] for message in refused} == {"error"}
        served = Counter(flooding.receive()["id"] for _ in range(ALLOWED_PER_SOCKET))
        assert len(served) <= ALLOWED_PER_SOCKET
        assert not served.keys() & {message["id"] for message in refused}


def test_ten_thousand_pings_and_completions_disturb_nobody(
    script: Person, viewer: Person, planner: Person
) -> None:
    with open_socket(viewer) as flooding, open_socket(planner) as undisturbed:
        undisturbed.subscribe()
        undisturbed.wait_until_answered()
        for number in range(5_000):
            flooding.send(type="complete", id=str(number))
            flooding.send(type="ping")
        report(script, 2)

        assert undisturbed.event()["__typename"] == "PlanningEvent"
        assert all(flooding.receive() == {"type": "pong"} for _ in range(5_000))


@pytest.mark.parametrize("cost", COSTLY)
def test_a_costly_subscription_is_refused_on_a_websocket_by_its_limit(viewer: Person, cost: str) -> None:
    document, limit = COSTLY[cost]
    with open_socket(viewer) as screen:
        screen.subscribe("1", document)

        answer = screen.receive()

        assert (answer["id"], answer["type"]) == ("1", "error")
        assert limit in limits_of(answer["payload"])
        screen.wait_until_answered()


@pytest.mark.parametrize("cost", COSTLY)
def test_a_costly_subscription_is_refused_on_an_event_stream_by_its_limit(viewer: Person, cost: str) -> None:
    document, limit = COSTLY[cost]

    answer = viewer.http.post(
        f"{viewer.base_url}/graphql/",
        json={"query": document},
        headers=viewer.headers | {"Accept": "text/event-stream"},
        timeout=PATIENCE_SECONDS,
    )

    data = next(line for line in answer.text.splitlines() if line.startswith("data: {"))
    assert limit in limits_of(json.loads(data.removeprefix("data: "))["errors"])


def limits_of(errors: list[dict[str, Any]]) -> list[str]:
    """The limits that errors name."""
    return [error.get("extensions", {}).get("limit", "") for error in errors]


@pytest.mark.parametrize(
    "payload",
    [
        {"query": [FOLLOW]},
        {"query": FOLLOW, "variables": [1]},
        {"query": FOLLOW, "variables": {"after": {"a": "b"}}},
        {"query": FOLLOW, "variables": {"machinePks": "x" * 100_000}},
        {"query": FOLLOW, "variables": {"machinePks": [2**31]}},
        {"query": FOLLOW, "variables": {"after": "9" * 5_000}},
        {"query": FOLLOW, "operationName": 7},
        {"query": FOLLOW, "operationName": "Other"},
        {"query": "subscription { __typename }"},
        {"query": "subscription { ...F } fragment F on Subscription { ...F }"},
        {"query": "subscription { planningEvents @include(if: false) { __typename } }"},
        {"query": "subscription { planningEvents @skip(if: true) { __typename } }"},
    ],
)  # fmt: skip
def test_a_payload_that_is_wrong_is_refused_and_the_socket_goes_on(
    viewer: Person, payload: dict[str, Any]
) -> None:
    with open_socket(viewer) as screen:
        screen.send(id="1", type="subscribe", payload=payload)

        answer = screen.receive()

        assert (answer["id"], answer["type"]) == ("1", "error")
        assert answer["payload"][0]["message"]
        screen.wait_until_answered()


def test_a_subscription_by_a_hash_in_place_of_its_text_closes_with_4400(viewer: Person) -> None:
    """There are no persisted queries here."""
    with open_socket(viewer) as screen:
        hashed = {"persistedQuery": {"version": 1, "sha256Hash": "a" * 64}}
        screen.send(id="1", type="subscribe", payload={"extensions": hashed})

        assert screen.closing_code() == 4400
