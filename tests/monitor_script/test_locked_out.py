"""A login that Django takes no more: the log says so, and nobody hammers on the door."""

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import LoginLockedOut
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import LogLines
from tests.monitor_script.playing_django import (
    ASSIGNMENTS,
    LOGIN,
    PASSWORD,
    USERNAME,
    Answer,
    PlayingDjango,
    refusal,
)

LOGIN_PAGE = Answer(200, "<form>Log in</form>", (("Set-Cookie", "csrftoken=abc; Path=/"),))


def locked(seconds: str | None) -> Answer:
    """What Django's lock answers."""
    headers = () if seconds is None else (("Retry-After", seconds),)
    return Answer(429, "<h1>Too many wrong passwords</h1>", headers)


def test_the_log_says_plainly_that_the_script_is_locked_out_and_for_how_long(
    django: PlayingDjango, watcher: UpdateWatcher, log_lines: LogLines
) -> None:
    django.answer_next(LOGIN, LOGIN_PAGE, locked("840"))

    cycle = watcher.track_manual_assignments()

    assert not cycle.done
    (line,) = log_lines()
    assert line == (
        f"WARNING: ⚠️ Could not read the manual assignments. {django.url} has locked '{USERNAME}' out at this "
        "computer, after too many wrong passwords: is the script's password right? No login is tried for 14 min."
    )


def test_a_lock_is_asked_about_once_and_then_waited_for(django: PlayingDjango, session: AuthSession) -> None:
    django.answer_next(LOGIN, LOGIN_PAGE, locked("840"))

    for _ in range(3):
        with pytest.raises(LoginLockedOut):
            session.get(ASSIGNMENTS)

    assert [method for method, path, _ in django.requests if path == LOGIN] == ["GET", "POST"]
    assert not django.calls(ASSIGNMENTS)


def test_after_the_lock_the_script_logs_in_and_goes_on(django: PlayingDjango, http: requests.Session) -> None:
    now = 1000.0
    session = AuthSession(
        base_url=django.url, username=USERNAME, password=PASSWORD, http=http, clock=lambda: now
    )
    django.answer_next(LOGIN, LOGIN_PAGE, locked("840"))
    with pytest.raises(LoginLockedOut):
        session.get(ASSIGNMENTS)

    now += 841

    assert session.get(ASSIGNMENTS).status_code == 200
    assert django.logins == 1


@pytest.mark.parametrize(
    ("header", "minutes"),
    [(None, 1), ("Thu, 01 Jan 2099 00:00:00 GMT", 1), ("86400", 60), ("9" * 9, 60), ("9" * 20, 1)],
)
def test_an_answer_that_says_nothing_readable_or_too_much_is_waited_for_within_reason(
    django: PlayingDjango, session: AuthSession, header: str | None, minutes: int
) -> None:
    django.answer_next(LOGIN, LOGIN_PAGE, *[locked(header)] * 4)

    with pytest.raises(LoginLockedOut, match=rf"No login is tried for {minutes} min\.$"):
        session.login()


def test_the_password_does_not_show_in_the_error(django: PlayingDjango, http: requests.Session) -> None:
    django.answer_next(LOGIN, LOGIN_PAGE, locked("840"))
    session = AuthSession(base_url=django.url, username=USERNAME, password=PASSWORD, http=http)

    with pytest.raises(LoginLockedOut) as locked_out:
        session.login()

    assert PASSWORD not in str(locked_out.value)


@pytest.mark.parametrize("status", [429, 503])
def test_a_server_that_wants_to_be_left_alone_for_long_is_not_asked_again_sooner(
    status: int, django: PlayingDjango, session: AuthSession
) -> None:
    busy = refusal(status, "busy")
    django.answer_next(ASSIGNMENTS, Answer(status, busy.body, (("Retry-After", "31"),)))

    assert session.get(ASSIGNMENTS).status_code == status
    assert len(django.calls(ASSIGNMENTS)) == 1
