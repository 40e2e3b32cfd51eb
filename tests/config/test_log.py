"""The log: one line per record."""

import json
import logging
import sys
from typing import Any

import pytest
from django.test import RequestFactory

from config.log import JsonFormatter, OneLineFormatter
from config.request_id import RequestIdFilter, current_request_id


def record(message: str) -> logging.LogRecord:
    return logging.LogRecord("monitoring", logging.INFO, __file__, 1, message, None, None)


@pytest.mark.parametrize(
    ("message", "line"),
    [
        pytest.param("a\nERROR forged", r"INFO a\nERROR forged", id="line feed"),
        pytest.param("a\r\nb", r"INFO a\r\nb", id="carriage return"),
        pytest.param("a\x1b[2Jb", r"INFO a\x1b[2Jb", id="terminal escape"),
        pytest.param("done\n", "INFO done", id="trailing line feed"),
    ],
)
def test_a_message_cannot_break_its_line(message: str, line: str) -> None:
    assert OneLineFormatter("%(levelname)s %(message)s").format(record(message)) == line


def test_a_record_outside_of_any_request_has_no_request_id() -> None:
    outside = record("started")

    assert RequestIdFilter().filter(outside)
    assert outside.request_id == "-"  # type: ignore[attr-defined]  # what the filter adds


def test_a_record_written_during_a_request_has_its_id() -> None:
    token = current_request_id.set("abc")
    during = record("Quantity accepted")

    RequestIdFilter().filter(during)

    current_request_id.reset(token)
    assert during.request_id == "abc"  # type: ignore[attr-defined]  # what the filter adds


def test_a_record_that_names_its_request_has_that_request_s_id() -> None:
    request = RequestFactory().get("/")
    request.request_id = "abc"  # type: ignore[attr-defined]  # what the middleware adds
    afterwards = record("Not Found: /")
    afterwards.request = request

    RequestIdFilter().filter(afterwards)

    assert afterwards.request_id == "abc"  # type: ignore[attr-defined]  # what the filter adds


def as_json(of: logging.LogRecord) -> dict[str, Any]:
    """What a program reads of a record; it has to be one line of ASCII."""
    line = JsonFormatter().format(of)
    assert line.isascii()
    assert line.isprintable()
    entry: dict[str, Any] = json.loads(line)
    return entry


def test_a_json_record_says_when_how_grave_where_and_what() -> None:
    at_noon = record("Quantity accepted: 45 Stück")
    at_noon.created = 1769860800.25

    assert as_json(at_noon) == {
        "time": "2026-01-31T12:00:00.250+00:00",
        "level": "INFO",
        "logger": "monitoring",
        "message": "Quantity accepted: 45 Stück",
    }


@pytest.mark.parametrize(
    "text", ["a\nERROR forged", "a\r\n{}", "\x1b[2J", "\x9b2J", "\u2028", "\ud800", '"}']
)
def test_a_message_cannot_break_its_json(text: str) -> None:
    assert as_json(record(f"<{text}>"))["message"] == f"<{text}>"


def test_a_json_record_keeps_a_traceback_in_a_field() -> None:
    failed = record("The plan could not be read")
    try:
        int("many")
    except ValueError:
        failed.exc_info = sys.exc_info()

    exception = as_json(failed)["exception"].splitlines()

    assert exception[0] == "Traceback (most recent call last):"
    assert exception[-1] == "ValueError: invalid literal for int() with base 10: 'many'"


def test_a_json_record_has_what_the_product_put_into_it_and_nothing_that_django_hangs_on_it() -> None:
    refused = record("Not Found: /monitoring/api/")
    refused.request = RequestFactory().get("/monitoring/api/?password=secret")
    refused.status_code = 404
    refused.fields = {"status": 404, "odd": {1}}

    entry = as_json(refused)

    assert entry.keys() == {"time", "level", "logger", "message", "status", "odd"}
    assert (entry["status"], entry["odd"]) == (404, "{1}")
