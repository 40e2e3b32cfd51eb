"""How answers travel over HTTP: as events that a browser resumes, or as parts of a body."""

import json
from typing import Any

import pytest
from django.test import RequestFactory

from graphql_api.live.endings import StreamEnd
from graphql_api.live.framing import EVENT_STREAM, MULTIPART, Framing, accepted_framing
from graphql_api.live.messages import Message
from tests.graphql_api.live.following import FAREWELL, message

ANSWER = {"data": {"planningEvents": {"name": 'Räkna "så"\nhär'}}}


def parts(body: bytes) -> list[Any]:
    """The JSON of each part of a multipart body, after the rules of RFC 2046; the body must be closed."""
    opening, *between, closing = body.split(b"--graphql")
    assert opening.strip() == b""
    assert closing == b"--\r\n"
    read = []
    for part in between:
        if part == b"\r\n":
            continue
        headers, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        assert b"Content-Type: application/json" in headers
        assert b"Content-Length: %d" % len(content) in headers
        read.append(json.loads(content))
    return read


def test_an_event_bears_its_id_so_that_a_browser_resumes_after_it() -> None:
    assert EVENT_STREAM.frame(message(7)).split(b"\r\n") == [
        b"id: 7",
        b"event: next",
        b'data: {"data":{"planningEvents":{"id":"7"}}}',
        b"",
        b"",
    ]


def test_a_refused_cursor_has_no_id_that_a_browser_would_resume_from() -> None:
    assert EVENT_STREAM.frame(FAREWELL).startswith(b"event: next\r\ndata: ")


def test_a_complete_event_stream_says_so_with_a_data_field_without_which_browsers_drop_it() -> None:
    assert EVENT_STREAM.completion == b"event: complete\r\ndata: \r\n\r\n"


def test_a_heartbeat_of_an_event_stream_is_a_comment() -> None:
    assert EVENT_STREAM.heartbeat == b": ping\r\n\r\n"


@pytest.mark.parametrize("end", StreamEnd)
def test_a_farewell_asks_the_browser_to_come_back_and_says_why(end: StreamEnd) -> None:
    assert EVENT_STREAM.farewell(end).decode() == f"retry: 1000\r\n\r\n: {end.sentence}\r\n\r\n"


def test_an_answer_without_a_stream_is_a_stream_of_one() -> None:
    body = EVENT_STREAM.single(ANSWER).decode()

    event, completion, end = body.split("\r\n\r\n")
    name, data = event.split("\r\n")
    assert (name, completion, end) == ("event: next", "event: complete\r\ndata: ", "")
    assert json.loads(data.removeprefix("data: ")) == ANSWER


def test_parts_of_a_multipart_body_are_answers_in_payloads() -> None:
    body = b"".join(
        (MULTIPART.opening, *map(MULTIPART.frame, (message(7), message(8))), MULTIPART.completion)
    )

    assert [part["payload"]["data"]["planningEvents"]["id"] for part in parts(body)] == ["7", "8"]


def test_a_heartbeat_of_a_multipart_body_is_an_empty_object() -> None:
    assert parts(MULTIPART.opening + MULTIPART.heartbeat + MULTIPART.completion) == [{}]


def test_a_multipart_answer_without_a_stream_has_one_part() -> None:
    assert parts(MULTIPART.single(ANSWER)) == [{"payload": ANSWER}]


def test_lengths_of_parts_are_in_bytes() -> None:
    payload = json.dumps(ANSWER, ensure_ascii=False)

    body = MULTIPART.opening + MULTIPART.frame(Message(7, payload)) + MULTIPART.completion

    assert parts(body) == [{"payload": ANSWER}]


def test_a_multipart_body_that_is_not_complete_is_not_closed() -> None:
    assert MULTIPART.farewell(StreamEnd.RESTARTING) == b""


@pytest.mark.parametrize("framing", [EVENT_STREAM, MULTIPART])
def test_a_message_is_framed_once_for_all_streams_of_a_kind(framing: Framing) -> None:
    shared = message(7)

    first = framing.frame(shared)

    assert framing.frame(shared) is first
    assert shared.frames == {framing.name: first}


def test_a_message_travels_in_both_forms_at_once() -> None:
    shared = message(7)

    assert EVENT_STREAM.frame(shared) != MULTIPART.frame(shared)
    assert set(shared.frames) == {"text/event-stream", "multipart/mixed"}


@pytest.mark.parametrize(
    ("accept", "framing"),
    [
        ("text/event-stream", EVENT_STREAM),
        ("application/json, TEXT/event-stream;q=0.5", EVENT_STREAM),
        ('multipart/mixed;boundary="graphql";subscriptionSpec=1.0,application/json', MULTIPART),
        ("multipart/mixed;boundary=graphql;subscriptionSpec=1.0", MULTIPART),
        ("multipart/mixed", None),
        ("application/json", None),
        ("*/*", None),
        ("", None),
    ],
)
def test_a_stream_is_for_who_accepts_one_by_name(accept: str, framing: Framing | None) -> None:
    request = RequestFactory().get("/graphql/", headers={"Accept": accept})

    assert accepted_framing(request) is framing


def test_an_event_stream_is_not_held_back_by_proxies() -> None:
    assert EVENT_STREAM.headers["X-Accel-Buffering"] == "no"
    assert EVENT_STREAM.headers["Content-Type"] == "text/event-stream"
    assert MULTIPART.headers["Content-Type"].startswith(
        "multipart/mixed;boundary=graphql;subscriptionSpec=1.0"
    )


def test_sentences_fit_into_the_close_frame_of_a_websocket() -> None:
    assert max(len(end.sentence.encode()) for end in StreamEnd) <= 123
