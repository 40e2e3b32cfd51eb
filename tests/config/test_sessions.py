"""Sessions: a new one with each login, and their end everywhere at once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone

from tests.factories import PASSWORD, admin_user, planner_user, viewer_user

EVERYWHERE = "/accounts/logout-everywhere/"

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> User:
    return planner_user()


def logged_in(user: User) -> Client:
    """A browser of that person's, with a session of its own."""
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(user)
    return browser


def is_logged_in(browser: Client) -> bool:
    return browser.get("/").status_code == 200


def log_out_everywhere(browser: Client) -> int:
    """Press the button of the start page; returns the status."""
    page = browser.get("/")
    token = page.context["csrf_token"]
    assert f'action="{EVERYWHERE}"' in page.text
    return browser.post(EVERYWHERE, {"csrfmiddlewaretoken": str(token)}).status_code


@pytest.mark.parametrize("form", ["/accounts/login/", "/admin/login/"])
def test_a_session_that_somebody_planted_is_not_the_one_after_the_login(form: str) -> None:
    admin_user()
    planted = "0" * 32
    browser = Client()
    browser.cookies["sessionid"] = planted

    browser.post(form, {"username": "administrator", "password": PASSWORD})

    assert is_logged_in(browser)
    assert browser.cookies["sessionid"].value != planted
    assert not Session.objects.filter(session_key=planted).exists()


def test_the_session_of_an_intruder_does_not_become_the_victims(planner: User) -> None:
    intruder = logged_in(viewer_user())
    victim = Client()
    victim.cookies["sessionid"] = intruder.cookies["sessionid"].value

    victim.post("/accounts/login/", {"username": "planner", "password": PASSWORD})

    assert victim.cookies["sessionid"].value != intruder.cookies["sessionid"].value
    assert not is_logged_in(intruder)
    assert "Logged in as planner" in victim.get("/").text


def test_logging_out_everywhere_ends_all_sessions_of_that_person_alone(planner: User) -> None:
    here, there, phone = (logged_in(planner) for _ in range(3))
    somebody_else = logged_in(viewer_user())

    assert log_out_everywhere(here) == 302

    assert not any(is_logged_in(browser) for browser in (here, there, phone))
    assert is_logged_in(somebody_else)
    assert Session.objects.count() == 1


def test_whoever_logged_out_everywhere_can_log_in_again(planner: User) -> None:
    browser = logged_in(planner)
    log_out_everywhere(browser)

    browser.force_login(planner)

    assert is_logged_in(browser)


def test_no_other_site_and_no_link_logs_anybody_out_everywhere(planner: User) -> None:
    browser = logged_in(planner)

    assert browser.post(EVERYWHERE).status_code == 403
    assert browser.get(EVERYWHERE).status_code == 405
    assert is_logged_in(browser)


def test_whoever_is_logged_out_already_is_led_to_the_login_page(planner: User) -> None:
    logged_in(planner)

    response = Client().post(EVERYWHERE)

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/")
    assert Session.objects.count() == 1


def test_the_button_speaks_swedish(planner: User) -> None:
    page = logged_in(planner).get("/", headers={"accept-language": "sv"}).text

    assert "Logga ut överallt</button>" in page


def test_a_session_ends_so_many_days_after_its_login(planner: User) -> None:
    browser = logged_in(planner)

    lasts = Session.objects.get().expire_date - timezone.now()
    assert timedelta(days=13, hours=23) < lasts <= timedelta(days=14)
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    assert not is_logged_in(browser)


@pytest.mark.parametrize(
    ("password", "complaint"),
    [
        ("sh0rt!", "too short"),
        ("4815162342108", "entirely numeric"),
        ("password123", "too common"),
        ("new-planner-1", "too similar to the username"),
    ],
)
def test_the_administration_takes_no_password_that_is_easily_guessed(password: str, complaint: str) -> None:
    form = {
        "username": "new-planner",
        "usable_password": "true",
        "password1": password,
        "password2": password,
    }
    browser = Client()
    browser.force_login(admin_user())

    page = browser.post("/admin/auth/user/add/", form).text

    assert complaint in page
    assert not User.objects.filter(username="new-planner").exists()
