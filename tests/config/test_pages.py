"""The site's own pages: logging in and out, and the start page."""

import pytest
from django.contrib.auth.models import User
from django.test import Client

CREDENTIALS = {"username": "planner", "password": "correct horse battery"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def planner() -> User:
    return User.objects.create_user(**CREDENTIALS)


def test_an_anonymous_visitor_of_the_start_page_is_sent_to_the_login_page(client: Client) -> None:
    response = client.get("/")

    assert (response.status_code, response.headers["Location"]) == (302, "/accounts/login/?next=/")


def test_logging_in_leads_to_the_start_page(client: Client, planner: User) -> None:
    response = client.post("/accounts/login/", CREDENTIALS, follow=True)

    assert response.redirect_chain == [("/", 302)]
    assert "Logged in as planner" in response.text


def test_logging_in_leads_to_the_page_that_asked_for_it(client: Client, planner: User) -> None:
    response = client.post("/accounts/login/", CREDENTIALS | {"next": "/monitoring/board/"})

    assert response.headers["Location"] == "/monitoring/board/"


@pytest.mark.parametrize(
    "destination",
    ["https://elsewhere.example/", "//elsewhere.example/", r"\\elsewhere.example", "javascript:alert(1)"],
)
def test_logging_in_never_leads_to_another_site(client: Client, planner: User, destination: str) -> None:
    response = client.post("/accounts/login/", CREDENTIALS | {"next": destination})

    assert response.headers["Location"] == "/"


def test_a_wrong_password_is_said_and_logs_nobody_in(client: Client, planner: User) -> None:
    response = client.post("/accounts/login/", CREDENTIALS | {"password": "wrong"})

    assert response.status_code == 200
    assert 'role="alert"' in response.text
    assert "_auth_user_id" not in client.session


def test_the_login_form_names_what_the_script_sends(client: Client) -> None:
    page = client.get("/accounts/login/").text

    assert all(f'name="{name}"' in page for name in ("username", "password", "csrfmiddlewaretoken", "next"))


def test_logging_out_ends_the_session(client: Client, planner: User) -> None:
    client.force_login(planner)

    response = client.post("/accounts/logout/")

    assert response.headers["Location"] == "/accounts/login/"
    assert client.get("/").status_code == 302


def test_the_start_page_lists_the_doors_that_are_open_to_a_planner(client: Client, planner: User) -> None:
    client.force_login(planner)

    page = client.get("/").text

    assert 'href="/monitoring/planning/"' in page
    assert 'href="/monitoring/board/"' in page
    assert 'href="/graphql/"' in page
    assert 'href="/monitoring/api/manual-assignments/"' in page
    assert 'href="/admin/"' not in page


def test_the_start_page_lists_the_administration_for_staff(admin_client: Client) -> None:
    assert 'href="/admin/"' in admin_client.get("/").text


def test_pages_speak_the_language_that_the_browser_asks_for(client: Client) -> None:
    response = client.get("/accounts/login/", headers={"accept-language": "sv"})

    assert response.headers["Content-Language"] == "sv"
    assert '<html lang="sv">' in response.text
    assert "<h1>Logga in</h1>" in response.text


def test_a_browser_that_asks_for_an_icon_is_sent_to_it(client: Client) -> None:
    assert client.get("/favicon.ico").headers["Location"] == "/static/site/favicon.svg"


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/here/", "/admin/"])
def test_pages_may_load_from_this_host_only(admin_client: Client, path: str) -> None:
    policy = admin_client.get(path).headers["Content-Security-Policy"].split("; ")

    assert "default-src 'self'" in policy
    assert not any("script-src" in rule or "http" in rule for rule in policy)


@pytest.mark.parametrize(("path", "allowed"), [("/", False), ("/graphql/", False), ("/admin/", True)])
def test_only_the_administration_may_bring_styles_in_its_elements(
    admin_client: Client, path: str, allowed: bool
) -> None:
    response = admin_client.get(path, headers={"accept": "text/html"})

    assert ("'unsafe-inline'" in response.headers["Content-Security-Policy"]) is allowed


@pytest.mark.parametrize("path", ["/", "/accounts/login/", "/nothing/here/"])
def test_pages_carry_no_inline_script_or_style(admin_client: Client, path: str) -> None:
    page = admin_client.get(path).text

    assert not any(found in page for found in ("<script>", "<style", " style=", " onclick="))
