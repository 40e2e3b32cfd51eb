"""Guesses at passwords are locked out, per user and address together, at every login form."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import settings as shop
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import PASSWORD, admin_user, planner_user

LOGIN = "/accounts/login/"
ADMIN_LOGIN = "/admin/login/"
DESK, OTHER_DESK = "192.0.2.1", "192.0.2.2"

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def planner() -> User:
    return planner_user()


def log_in(
    password: str = PASSWORD, *, username: str = "planner", at: str = DESK, form: str = LOGIN, **headers: str
) -> HttpResponse:
    """Send a login form from a computer that has no session yet."""
    credentials = {"username": username, "password": password}
    return Client(REMOTE_ADDR=at, headers=headers).post(form, credentials)  # type: ignore[return-value]


def fail(times: int, **whereby: str) -> list[int]:
    """Statuses of so many wrong passwords in a row."""
    return [log_in("wrong", **whereby).status_code for _ in range(times)]


def pass_time(minutes: float) -> None:
    """Move what is remembered so far into the past."""
    for attempt in AccessAttempt.objects.all():
        earlier = attempt.attempt_time - timedelta(minutes=minutes)
        AccessAttempt.objects.filter(pk=attempt.pk).update(attempt_time=earlier)


def test_ten_failures_lock_a_user_at_an_address_also_with_the_right_password() -> None:
    assert fail(10) == [200] * 9 + [429]

    assert log_in().status_code == 429


def test_nobody_is_locked_out_at_another_computer_and_no_other_user_at_this_one() -> None:
    admin_user()

    fail(12)

    assert log_in(at=OTHER_DESK).status_code == 302
    assert log_in(username="administrator").status_code == 302
    assert log_in().status_code == 429


def test_the_limits_are_settings(settings: Settings) -> None:
    settings.AXES_FAILURE_LIMIT = 2
    settings.AXES_COOLOFF_TIME = timedelta(minutes=3)

    assert fail(2) == [200, 429]
    assert 175 <= int(log_in().headers["Retry-After"]) <= 180


def test_the_lock_ends_by_itself() -> None:
    fail(10)
    pass_time(minutes=14.9)
    assert log_in().status_code == 429

    pass_time(minutes=0.2)

    assert log_in().status_code == 302


def test_trying_on_while_locked_does_not_lock_for_longer() -> None:
    fail(10)
    pass_time(minutes=10)

    fail(5)

    assert 290 <= int(log_in().headers["Retry-After"]) <= 300


def test_a_successful_login_forgets_the_failures_before_it() -> None:
    fail(9)

    assert log_in().status_code == 302
    assert fail(9) == [200] * 9


@pytest.mark.parametrize("form", [LOGIN, ADMIN_LOGIN])
def test_both_login_forms_count_together(form: str) -> None:
    admin_user()
    fail(9, username="administrator", form=ADMIN_LOGIN)

    assert log_in("wrong", username="administrator", form=form).status_code == 429
    assert log_in(username="administrator", form=form).status_code == 429


def test_whether_a_user_exists_is_not_told_before_the_lock_nor_by_it() -> None:
    known = [log_in("wrong") for _ in range(10)]
    unknown = [log_in("wrong", username="nobody") for _ in range(10)]

    for one, other in zip(known, unknown, strict=True):
        assert one.status_code == other.status_code
        assert alert_of(one) == alert_of(other)


def test_an_account_that_is_switched_off_is_refused_in_the_same_words(planner: User) -> None:
    wrong = alert_of(log_in("wrong"))
    planner.is_active = False
    planner.save()

    assert alert_of(log_in()) == wrong


def test_the_page_says_how_long_to_wait_in_the_form_of_the_site() -> None:
    fail(10)
    pass_time(minutes=4.5)

    response = log_in()

    assert "<h1>Too many wrong passwords</h1>" in response.text
    assert alert_of(response) == "This user name is locked on this computer. Try again in 11 min."
    assert f'href="{LOGIN}"' in response.text
    assert "no-store" in response.headers["Cache-Control"]
    assert Client().get(LOGIN).status_code == 200


def test_the_page_speaks_swedish() -> None:
    fail(10)

    response = log_in(**{"accept-language": "sv"})

    assert "<h1>För många felaktiga lösenord</h1>" in response.text
    assert alert_of(response) == "Användarnamnet är spärrat på den här datorn. Försök igen om 15 min."


def test_nothing_else_that_is_sent_starts_the_count_anew_or_hinders_it() -> None:
    """Half of a surrogate pair, which no database stores, comes by an old encoding."""
    name, password = (
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'
        for name, value in (("username", "planner"), ("password", "wrong"))
    )
    odd = '--b\r\nContent-Disposition: form-data; name="odd"\r\n\r\n+2AA-\r\n--b--\r\n'
    body = (name + password + odd).encode()

    statuses = [
        Client(REMOTE_ADDR=DESK, headers={"user-agent": f"Browser {number}"})
        .post(LOGIN, body, content_type="multipart/form-data; boundary=b; charset=utf-7")
        .status_code
        for number in range(10)
    ]

    assert statuses == [200] * 9 + [429]


def test_nothing_of_what_was_sent_is_kept_but_the_name_and_the_address() -> None:
    log_in("wr0ng", **{"user-agent": "Browser", "accept": "text/html"})

    (kept,) = AccessAttempt.objects.values()
    assert (kept["username"], kept["ip_address"], kept["failures_since_start"]) == ("planner", DESK, 1)
    assert {kept[name] for name in ("get_data", "post_data", "user_agent", "http_accept")} == {""}


def test_what_counts_no_more_is_cleared_away_by_the_next_login_of_anybody() -> None:
    for number in range(5):
        log_in("wrong", username=f"guess {number}")
    pass_time(minutes=15.1)

    log_in(at=OTHER_DESK)

    assert not AccessAttempt.objects.exists()


def test_the_log_names_who_is_locked_but_nothing_that_may_be_a_password(
    caplog: pytest.LogCaptureFixture,
) -> None:
    fail(10)
    log_in("wrong", username="pa55word")

    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
    assert f"AXES: Locking out 'planner' from {DESK} after repeated login failures." in lines
    assert any(f"a user name that nobody has from {DESK}" in line for line in lines)
    assert not any(secret in line for line in lines for secret in ("wrong", "pa55word"))


def test_requests_other_than_logins_cost_no_statement_more(
    client: Client, planner: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client.force_login(planner)

    with django_assert_num_queries(0):
        Client().get(LOGIN)
    # The session, the user.
    with django_assert_num_queries(2):
        client.get("/")


def test_a_shop_s_limits_are_ten_attempts_and_a_quarter_of_an_hour() -> None:
    assert shop.AXES_FAILURE_LIMIT == 10
    assert shop.AXES_COOLOFF_TIME.total_seconds() == 900


def alert_of(response: HttpResponse) -> str:
    """The words of the page's alert, without its tags."""
    alert = response.text.split('role="alert">', 1)[1].split("</div>", 1)[0].split("</p>", 1)[0]
    return alert.replace("<p>", "").strip()
