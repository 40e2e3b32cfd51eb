"""Errors: JSON where programs enter, pages where people do."""

import logging
from types import ModuleType

import pytest
from django.contrib.auth.models import User
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.views.decorators.http import require_GET
from pytest_django import Settings

from config import urls as site_urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("failing_addresses")]


@require_GET
def failing(request: HttpRequest) -> HttpResponse:
    message = "a secret of the server"
    raise RuntimeError(message)


def missing(request: HttpRequest) -> HttpResponse:
    raise Http404


@pytest.fixture
def failing_addresses(settings: Settings) -> None:
    urls = ModuleType("failing_addresses")
    doors = ("monitoring/api", "monitoring/planning", "graphql")
    extra = [path(f"{door}/{view.__name__}/", view) for door in doors for view in (failing, missing)]
    vars(urls).update(urlpatterns=[*extra, *site_urls.urlpatterns], handler500=site_urls.handler500)
    settings.ROOT_URLCONF = urls


@pytest.fixture
def browser() -> Client:
    """Gets error answers as a user does, with CSRF checked."""
    return Client(enforce_csrf_checks=True, raise_request_exception=False)


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize(
    "address",
    [
        "/monitoring/api/nothing/",
        "/monitoring/update-nothing/",
        "/graphql/nothing/",
        "/monitoring/api/missing/",
    ],
)
def test_an_unknown_address_of_a_program_door_is_json(
    browser: Client, settings: Settings, address: str, debug: bool
) -> None:
    settings.DEBUG = debug

    response = browser.get(address)

    assert (response.status_code, response.headers["Content-Type"]) == (404, "application/json")
    assert response.json() == {"error": "There is nothing at this address.", "code": "not_found"}
    assert int(response.headers["Content-Length"]) == len(response.content)


@pytest.mark.parametrize("address", ["/nothing/", "/monitoring/planning/missing/"])
def test_an_unknown_address_elsewhere_is_a_page(browser: Client, address: str) -> None:
    response = browser.get(address)

    assert response.status_code == 404
    assert "<h1>There is nothing at this address</h1>" in response.text


def test_a_refused_method_is_json_and_keeps_the_allow_header(browser: Client) -> None:
    browser.get("/accounts/login/")
    token = browser.cookies["csrftoken"].value

    response = browser.post("/monitoring/api/failing/", headers={"x-csrftoken": token})

    assert (response.status_code, response.headers["Allow"]) == (405, "GET")
    assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("debug", [False, True])
def test_a_bug_is_json_with_a_request_id_and_logged_once(
    browser: Client, settings: Settings, caplog: pytest.LogCaptureFixture, debug: bool
) -> None:
    settings.DEBUG = debug

    response = browser.get("/monitoring/api/failing/")

    request_id = response.headers["X-Request-ID"]
    assert response.status_code == 500
    assert response.json() == {
        "error": "Something went wrong on the server; its log has the details under this request id.",
        "code": "internal_error",
        "request_id": request_id,
    }
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert [(record.request.request_id, bool(record.exc_info)) for record in errors] == [(request_id, True)]  # type: ignore[attr-defined]


def test_a_bug_behind_a_page_is_a_page_with_the_request_id(browser: Client) -> None:
    response = browser.get("/monitoring/planning/failing/")

    assert response.status_code == 500
    assert response.headers["X-Request-ID"] in response.text
    assert "a secret of the server" not in response.text


@pytest.mark.parametrize("address", ["/monitoring/api/missing/", "/graphql/missing/"])
def test_an_anonymous_post_without_a_token_is_told_to_log_in(browser: Client, address: str) -> None:
    response = browser.post(address)

    assert response.status_code == 401
    assert response.json() == {"error": "Log in first.", "code": "not_authenticated"}


@pytest.mark.parametrize("address", ["/monitoring/api/missing/", "/graphql/missing/"])
def test_a_post_without_a_token_by_a_logged_in_user_is_refused_as_such(browser: Client, address: str) -> None:
    browser.force_login(User.objects.create_user("script"))

    response = browser.post(address)

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
    assert set(response.json()) == {"error", "code"}


def test_a_form_without_a_token_gets_the_page_that_explains_it(browser: Client) -> None:
    response = browser.post("/accounts/login/", {"username": "planner", "password": "x"})

    assert response.status_code == 403
    assert "This form was no longer valid" in response.text


def test_a_request_id_from_outside_is_ignored(browser: Client) -> None:
    first = browser.get("/accounts/login/", headers={"x-request-id": "forged"}).headers["X-Request-ID"]
    second = browser.get("/accounts/login/", headers={"x-request-id": "forged"}).headers["X-Request-ID"]

    assert len({first, second, "forged"}) == 3
