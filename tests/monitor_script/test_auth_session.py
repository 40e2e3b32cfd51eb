"""Logging in to Django by its form, and what happens when the session ends."""

import threading

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import DjangoRefused, LoginRefused, ServerUnreachable, UnexpectedAnswer
from monitor_script.http_session import open_http_session
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator
from monitor_script.stop_request import StopRequest
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.conftest import HOUSING
from tests.monitor_script.playing_django import (
    ASSIGNMENTS,
    LOGIN,
    PASSWORD,
    USERNAME,
    Answer,
    PlayingDjango,
    refusal,
)

UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"


def test_the_first_call_logs_in_and_later_ones_keep_the_session(
    django: PlayingDjango, session: AuthSession
) -> None:
    session.get(ASSIGNMENTS)
    session.get(ASSIGNMENTS)

    assert django.logins == 1
    assert [method for method, path, _ in django.requests if path == LOGIN] == ["GET", "POST"]


def test_every_call_carries_the_documented_headers(django: PlayingDjango, session: AuthSession) -> None:
    django.assign(5, HOUSING)

    session.get(ASSIGNMENTS)
    OperationClient(session=session).update_current_operation(
        machine_pk=5, monitor_operation_id=HOUSING, currently_made_quantity=1
    )

    for path in (ASSIGNMENTS, UPDATE_CURRENT):
        headers = django.calls(path)[0]
        assert headers["x-requested-with"] == "XMLHttpRequest"
        assert headers["x-csrftoken"] == django.token
        assert headers["referer"] == f"{django.url}/"
    assert django.calls(UPDATE_CURRENT)[0]["content-type"] == "application/json"


def test_the_login_form_is_sent_with_a_referer(django: PlayingDjango, session: AuthSession) -> None:
    session.login()

    assert django.calls(LOGIN)[1]["referer"] == django.url + LOGIN


def test_a_new_login_starts_without_the_cookies_of_the_old_one(
    django: PlayingDjango, session: AuthSession
) -> None:
    session.login()

    session.login()

    first_form, first_login, second_form, _ = django.calls(LOGIN)
    assert "cookie" in first_login
    assert "cookie" not in first_form
    assert "cookie" not in second_form


def test_a_session_that_ended_is_renewed_once_and_the_call_repeated(
    django: PlayingDjango, monitor: MonitorSimulator, watcher: UpdateWatcher
) -> None:
    django.assign(5, HOUSING)
    watcher.track_manual_assignments()
    monitor.report_parts(HOUSING, 45)
    django.sessions.clear()

    cycle = watcher.track_manual_assignments()

    assert cycle.done
    assert django.logins == 2
    assert django.reports[-1][1]["currently_made_quantity"] == 45


@pytest.mark.parametrize(
    "sign",
    [
        pytest.param(refusal(401, "not_authenticated"), id="401"),
        pytest.param(
            Answer(302, "", (("Location", "/accounts/login/?next=/x/"),)), id="redirect to the login page"
        ),
        pytest.param(refusal(403, "csrf_failed"), id="a CSRF token of another session"),
    ],
)
def test_each_sign_of_an_ended_session_leads_to_one_new_login(
    sign: Answer, django: PlayingDjango, session: AuthSession
) -> None:
    session.login()
    django.answer_next(ASSIGNMENTS, sign)

    answer = session.get(ASSIGNMENTS)

    assert answer.status_code == 200
    assert django.logins == 2


def test_a_missing_permission_does_not_lead_to_a_login(django: PlayingDjango, session: AuthSession) -> None:
    django.answer_next(ASSIGNMENTS, refusal(403, "permission_denied"))

    with pytest.raises(DjangoRefused, match="answered 403: Refused: permission_denied") as refused:
        OperationClient(session=session).get_manual_assignments()

    assert refused.value.code == "permission_denied"
    assert django.logins == 1


def test_a_session_that_ends_again_at_once_is_given_up(django: PlayingDjango, session: AuthSession) -> None:
    django.answer_next(ASSIGNMENTS, *[refusal(401, "not_authenticated")] * 2)

    with pytest.raises(UnexpectedAnswer, match="401 right after a successful login"):
        session.get(ASSIGNMENTS)

    assert django.logins == 2


def test_a_wrong_password_is_refused_by_name_of_the_user(
    django: PlayingDjango, http: requests.Session
) -> None:
    session = AuthSession(base_url=django.url, username=USERNAME, password="wrong", http=http)

    with pytest.raises(
        LoginRefused, match="refused the login of 'monitor_script': wrong user name or password"
    ):
        session.login()

    assert not django.calls(ASSIGNMENTS)


def test_a_wrong_password_does_not_show_in_the_error(django: PlayingDjango, http: requests.Session) -> None:
    session = AuthSession(base_url=django.url, username=USERNAME, password="hunter2", http=http)

    with pytest.raises(LoginRefused) as refused:
        session.login()

    assert "hunter2" not in str(refused.value)


def test_being_sent_back_to_the_login_page_is_a_refused_login(
    django: PlayingDjango, session: AuthSession
) -> None:
    django.answer_next(LOGIN, Answer(200, "", (("Set-Cookie", "csrftoken=abc"),)))
    visitor = ("Set-Cookie", "sessionid=of-a-visitor; Path=/")
    django.answer_next(LOGIN, Answer(302, "", (("Location", "/accounts/login/"), visitor)))

    with pytest.raises(LoginRefused):
        session.login()


@pytest.mark.parametrize(
    ("page", "complaint"),
    [
        pytest.param(Answer(200, "<h1>Printer</h1>"), "without a csrftoken cookie", id="another server"),
        pytest.param(Answer(404, "<h1>Not found</h1>"), "answered 404", id="no login page"),
        pytest.param(
            Answer(301, "", (("Location", "https://shop.example/accounts/login/"),)),
            "was redirected to https://shop.example/accounts/login/",
            id="a redirect to HTTPS",
        ),
    ],
)
def test_what_is_not_the_login_form_is_named(
    page: Answer, complaint: str, django: PlayingDjango, session: AuthSession
) -> None:
    django.answer_next(LOGIN, page)

    with pytest.raises(UnexpectedAnswer, match=complaint):
        session.login()


def test_a_redirect_without_a_session_is_no_login(django: PlayingDjango, session: AuthSession) -> None:
    page = Answer(200, "", (("Set-Cookie", "csrftoken=abc"),))
    django.answer_next(LOGIN, page, Answer(302, "", (("Location", "/maintenance/"),)))

    with pytest.raises(UnexpectedAnswer, match="was redirected to /maintenance/"):
        session.login()


def test_a_login_answered_with_an_error_is_no_success(django: PlayingDjango, session: AuthSession) -> None:
    django.answer_next(
        LOGIN, Answer(200, "", (("Set-Cookie", "csrftoken=abc"),)), Answer(403, "<h1>CSRF</h1>")
    )

    with pytest.raises(UnexpectedAnswer, match="was answered 403"):
        session.login()


def test_a_server_that_never_answers_is_unreachable(django: PlayingDjango, stop: StopRequest) -> None:
    over = threading.Event()
    django.when_answering(LOGIN, lambda: over.wait(30))
    with open_http_session(stop=stop, timeout_seconds=0.05, backoff_factor_seconds=0) as http:
        session = AuthSession(base_url=django.url, username=USERNAME, password=PASSWORD, http=http)

        with pytest.raises(ServerUnreachable, match="got no answer: timed out"):
            session.login()

    over.set()
    assert len(django.calls(LOGIN)) == 4
