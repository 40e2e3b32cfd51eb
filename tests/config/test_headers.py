"""What every answer tells browsers, whatever the door and whoever asks."""

import pytest
from django.test import Client
from pytest_django import Settings

from tests.factories import admin_user

ANSWERS = {
    "login page": "/accounts/login/",
    "home": "/",
    "planning": "/monitoring/planning/",
    "administration": "/admin/",
    "the script's list": "/monitoring/api/manual-assignments/",
    "GraphiQL": "/graphql/",
    "a query": "/graphql/?query={viewer{name}}",
    "nothing there": "/nowhere/",
    "no such call": "/monitoring/api/nowhere/",
}


@pytest.mark.django_db
@pytest.mark.parametrize("is_logged_in", [True, False], ids=["logged in", "anonymous"])
@pytest.mark.parametrize("path", ANSWERS.values(), ids=ANSWERS.keys())
def test_every_answer_is_guarded_against_other_sites(client: Client, path: str, is_logged_in: bool) -> None:
    if is_logged_in:
        client.force_login(admin_user())

    headers = client.get(path, headers={"Accept": "text/html"}).headers

    policy = headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "script-src" not in policy  # so that it is 'self', and nothing written into a page
    assert "frame-ancestors 'none'" in policy
    assert "form-action 'self'" in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert {"camera=()", "geolocation=()", "usb=()"} <= set(headers["Permissions-Policy"].split(", "))
    assert "Server" not in headers


@pytest.mark.django_db
def test_browsers_are_told_to_use_tls_for_as_long_as_the_setting_says(
    client: Client, settings: Settings
) -> None:
    settings.SECURE_HSTS_SECONDS = 3600

    assert client.get("/accounts/login/", secure=True).headers["Strict-Transport-Security"] == "max-age=3600"


@pytest.mark.django_db
def test_a_plain_request_is_led_to_tls_before_anything_is_read(client: Client, settings: Settings) -> None:
    settings.SECURE_SSL_REDIRECT = True

    answer = client.post("/accounts/login/", {"username": "planner", "password": "secret of theirs"})

    assert (answer.status_code, answer.headers["Location"]) == (301, "https://testserver/accounts/login/")


def test_a_host_that_is_not_ours_is_refused(client: Client) -> None:
    answer = client.get("/accounts/login/", headers={"Host": "elsewhere.example"})

    assert answer.status_code == 400
    assert "elsewhere.example" not in answer.text
