"""Event streams over HTTP: GraphQL over SSE in distinct connections mode, and multipart answers."""

import json
from typing import Any

import pytest
import requests

from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import FOLLOW, EventStreamClient, lines_of, open_event_stream

LIVE_UPDATES = "heartbeat_seconds=1"
EVENT_STREAM = {"Accept": "text/event-stream"}
MULTIPART = {"Accept": "multipart/mixed;subscriptionSpec=1.0"}


def whole_stream(person: Person, document: str, **variables: Any) -> list[tuple[str, Any]]:
    """The events of a stream that the server ends."""
    with open_event_stream(person, document, **variables) as stream:
        events: list[tuple[str, Any]] = []
        while not events or events[-1][0] != "complete":
            block = stream.next()
            events.append((block.name, json.loads(block.data) if block.data else None))
        return events


def test_a_stream_begins_at_once_and_says_that_nobody_may_keep_or_hold_it_back(planner: Person) -> None:
    with open_event_stream(planner) as stream:
        headers = stream.response.headers
        assert headers["Content-Type"].startswith("text/event-stream")
        assert headers["Cache-Control"] == "no-store, no-transform"
        assert headers["X-Accel-Buffering"] == "no"
        assert "X-Request-ID" in headers
        assert "Content-Length" not in headers
        assert stream.read().comment == "ping"


def test_each_event_has_its_id_and_the_machine_as_it_is_by_then(script: Script, planner: Person) -> None:
    with open_event_stream(planner) as stream:
        script.report(45)

        block = stream.next()
    event = json.loads(block.data)["data"]["planningEvents"]
    assert (block.name, block.identifier) == ("next", event["id"])
    assert event["machine"]["current"]["operation"]["currentlyMadeQuantity"] == 45


def test_a_browser_resumes_after_the_last_event_that_it_saw(script: Script, planner: Person) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    for made in (1, 2, 3):
        script.report(made)
    with open_event_stream(planner, after=latest) as stream:
        seen = stream.next()

    # An EventSource repeats its first address, and adds the header.
    with open_event_stream(planner, headers={"Last-Event-ID": seen.identifier}, after=latest) as stream:
        assert [stream.event()["quantity"] for _ in range(2)] == [2, 3]


def test_a_quiet_stream_shows_that_it_lives(planner: Person) -> None:
    with open_event_stream(planner) as stream:
        assert [stream.read().comment for _ in range(3)] == ["ping", "ping", "ping"]


def test_a_client_may_post_its_subscription_with_the_csrf_token(script: Script, planner: Person) -> None:
    body = {"query": FOLLOW, "variables": {}}
    with planner.http.post(
        f"{planner.base_url}/graphql/",
        json=body,
        headers=EVENT_STREAM | planner.headers,
        stream=True,
        timeout=PATIENCE_SECONDS,
    ) as response:
        stream = EventStreamClient(response)
        script.report(45)

        assert stream.event()["quantity"] == 45


def test_a_post_without_the_token_is_refused_before_it_is_read(planner: Person) -> None:
    answer = planner.http.post(
        f"{planner.base_url}/graphql/",
        json={"query": FOLLOW},
        headers=EVENT_STREAM,
        timeout=PATIENCE_SECONDS,
    )

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_nobody_follows_without_a_login(shop: Shop) -> None:
    answer = requests.get(
        f"{shop.base_url}/graphql/",
        params={"query": FOLLOW},
        headers=EVENT_STREAM,
        timeout=PATIENCE_SECONDS,
        allow_redirects=False,
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_a_query_is_a_stream_of_one_answer(planner: Person) -> None:
    (kind, answer), end = whole_stream(planner, "{ viewer { name } }")

    assert (kind, answer["data"]) == ("next", {"viewer": {"name": "planner"}})
    assert end == ("complete", None)


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("subscription { planningEvents { nothing } }", "Cannot query field 'nothing'"),
        ("subscription {", "Syntax Error"),
    ],
)
def test_what_cannot_be_followed_is_told_in_the_stream_and_completes_it(
    planner: Person, document: str, said: str
) -> None:
    [(name, answer), end] = whole_stream(planner, document)

    assert name == "next"
    assert said in answer["errors"][0]["message"]
    assert end == ("complete", None)


def test_a_cursor_that_this_log_never_gave_is_told_so_and_completes_it(planner: Person) -> None:
    [(_, answer), end] = whole_stream(planner, FOLLOW, after=str(10**15))

    assert answer["data"]["planningEvents"]["code"] == "CURSOR_EXPIRED"
    assert end == ("complete", None)


def test_a_mutation_by_get_is_refused_over_a_stream_too(planner: Person) -> None:
    mutation = "mutation { clearSlot(input: {machinePk: 1, operationType: CURRENT}) { __typename } }"
    answer = planner.http.get(
        f"{planner.base_url}/graphql/",
        params={"query": mutation},
        headers=EVENT_STREAM,
        timeout=PATIENCE_SECONDS,
    )

    assert (answer.status_code, answer.json()["code"]) == (405, "method_not_allowed")


def test_multipart_answers_carry_the_same_events(script: Script, planner: Person) -> None:
    with planner.http.get(
        f"{planner.base_url}/graphql/",
        params={"query": FOLLOW},
        headers=MULTIPART,
        stream=True,
        timeout=PATIENCE_SECONDS,
    ) as response:
        assert response.headers["Content-Type"].startswith("multipart/mixed")
        script.report(45)

        part = next(line for line in lines_of(response) if "planningEvents" in line)
    event = json.loads(part)["payload"]["data"]["planningEvents"]
    assert event["quantity"] == 45
