"""The setting LIVE_UPDATES: what it may say, and what is refused when the server starts."""

from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from graphql_api.live.options import LiveOptions, configured_options


def test_without_the_setting_the_defaults_hold(settings: Settings) -> None:
    del settings.LIVE_UPDATES

    assert configured_options() == LiveOptions()


def test_the_setting_replaces_the_options_that_it_names_and_no_others(settings: Settings) -> None:
    settings.LIVE_UPDATES = {"streams_per_user": 3, "heartbeat_seconds": 7}

    assert configured_options() == LiveOptions(streams_per_user=3, heartbeat_seconds=7)


def test_all_unknown_options_are_named(settings: Settings) -> None:
    settings.LIVE_UPDATES = {"streams": 3, "sweep_seconds": 3, "patience": 3}

    with pytest.raises(ImproperlyConfigured, match=r"unknown option patience, streams\."):
        configured_options()


@pytest.mark.parametrize("value", [0, -1, 1.5, "5", True, None])
def test_an_option_is_a_positive_whole_number(settings: Settings, value: Any) -> None:
    settings.LIVE_UPDATES = {"sweep_seconds": value}

    with pytest.raises(ImproperlyConfigured, match="sweep_seconds must be a positive whole number"):
        configured_options()


@pytest.mark.parametrize("at_once", ["kept_messages", "events_per_read"])
def test_what_may_come_at_once_makes_nobody_too_slow(at_once: str) -> None:
    small = {"kept_messages": 1, "events_per_read": 1, at_once: 20}
    assert LiveOptions(waiting_messages=40, **small)

    with pytest.raises(ImproperlyConfigured, match="at least twice kept_messages and twice events_per_read"):
        LiveOptions(waiting_messages=39, **small)


def test_nobody_watches_for_more_than_a_minute_after_logging_out() -> None:
    assert LiveOptions(login_check_seconds=60)

    with pytest.raises(ImproperlyConfigured, match="login_check_seconds must be at most 60"):
        LiveOptions(login_check_seconds=61)
