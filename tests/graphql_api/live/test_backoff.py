"""Trying again: delays that grow to a limit, and a log that tells of a trouble's beginning and end alone."""

import logging

import pytest

from graphql_api.live.backoff import FIRST_SECONDS, LONGEST_SECONDS, Backoff

logger = logging.getLogger(__name__)


@pytest.fixture
def longest_spread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Delays as long as chance allows."""
    monkeypatch.setattr("random.uniform", lambda _shortest, longest: longest)


@pytest.mark.usefixtures("longest_spread")
def test_delays_double_up_to_a_limit() -> None:
    backoff = Backoff("It does not work", logger)

    delays = [backoff.failed(OSError()) for _ in range(100)]

    assert delays[:3] == [FIRST_SECONDS, 2 * FIRST_SECONDS, 4 * FIRST_SECONDS]
    assert delays == sorted(delays)
    assert delays[-1] == LONGEST_SECONDS


def test_delays_are_spread_and_never_too_short() -> None:
    delays = {Backoff("It does not work", logger).failed(OSError()) for _ in range(50)}

    assert len(delays) > 1
    assert all(FIRST_SECONDS / 2 <= delay <= FIRST_SECONDS for delay in delays)


@pytest.mark.usefixtures("longest_spread")
def test_after_a_success_delays_are_short_again() -> None:
    backoff = Backoff("It does not work", logger)
    backoff.failed(OSError())
    backoff.failed(OSError())

    backoff.succeeded()

    assert backoff.failed(OSError()) == FIRST_SECONDS


def test_the_log_warns_once_at_the_beginning_and_once_at_the_end(caplog: pytest.LogCaptureFixture) -> None:
    backoff = Backoff("It does not work", logger)
    for _ in range(3):
        backoff.failed(OSError("no route\n"))

    backoff.succeeded()

    beginning, end = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert beginning == "It does not work, it is tried again until it works: no route"
    assert end.startswith("It does not work: that is over, after ")
    assert end.endswith("and 3 attempts")


def test_what_works_is_not_worth_a_line(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    backoff = Backoff("It does not work", logger)

    backoff.succeeded()
    backoff.succeeded()

    assert not caplog.records
