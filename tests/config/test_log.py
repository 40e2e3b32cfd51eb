"""The log: one line per record."""

import logging

import pytest
from django.test import RequestFactory

from config.log import OneLineFormatter
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
