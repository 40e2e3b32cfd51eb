"""The pages of the planning screens: what their scripts are told, and who gets them."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.factories import viewer_user

PLANNING = "/monitoring/planning/"
MACHINE = "/monitoring/planning/5/"
BOARD = "/monitoring/board/"
SCREENS = {PLANNING: "planning", MACHINE: "machine", BOARD: "board"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer() -> Client:
    """A login without any right."""
    client = Client()
    client.force_login(viewer_user())
    return client


def attributes_of_root(page: str) -> dict[str, str]:
    """The `data-` attributes of the element that a page's script fills."""
    root = re.search(r'<div id="screen"([^>]*)>', page)
    assert root is not None
    return dict(re.findall(r'data-([\w-]+)="([^"]*)"', root[1]))


@pytest.mark.parametrize("path", SCREENS)
def test_an_anonymous_visitor_is_sent_to_the_login_page_and_back(client: Client, path: str) -> None:
    response = client.get(path)

    assert (response.status_code, response.headers["Location"]) == (302, f"/accounts/login/?next={path}")


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_is_open_to_any_login(viewer: Client, path: str) -> None:
    response = viewer.get(path)

    assert (response.status_code, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert viewer.head(path).status_code == 200


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_tells_its_script_the_addresses_it_needs(viewer: Client, path: str) -> None:
    told = attributes_of_root(viewer.get(path).text)

    told.pop("machine-pk", None)
    assert told == {
        "endpoint": "/graphql/",
        "login-url": f"/accounts/login/?next={path}",
        "planning-url": PLANNING,
    }


@pytest.mark.parametrize("language", ["en", "sv"])
@pytest.mark.parametrize("machine_pk", ["1", "1234567", "2147483647"])
def test_the_page_of_a_machine_tells_its_script_which_one(
    viewer: Client, machine_pk: str, language: str
) -> None:
    page = viewer.get(f"/monitoring/planning/{machine_pk}/", headers={"accept-language": language}).text

    assert attributes_of_root(page)["machine-pk"] == machine_pk


@pytest.mark.parametrize("path", [PLANNING, BOARD])
def test_other_screens_are_of_no_machine(viewer: Client, path: str) -> None:
    assert "machine-pk" not in attributes_of_root(viewer.get(path).text)


@pytest.mark.parametrize("machine_pk", ["2147483648", "9" * 5000, "-1", "five"])
def test_a_machine_that_graphql_cannot_be_asked_for_is_not_found(viewer: Client, machine_pk: str) -> None:
    response = viewer.get(f"/monitoring/planning/{machine_pk}/")

    assert response.status_code == 404
    assert "<h1>There is nothing at this address</h1>" in response.text


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_carries_a_csrf_token_that_is_accepted(path: str) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(viewer_user())

    token = re.search(r'<meta name="csrf-token" content="(\w+)">', browser.get(path).text)

    assert token is not None
    answer = browser.post(
        "/graphql/",
        {"query": "{ __typename }"},
        content_type="application/json",
        headers={"X-CSRFToken": token[1]},
    )
    assert answer.json()["data"] == {"__typename": "Query"}


@pytest.mark.parametrize(("path", "bundle"), SCREENS.items())
def test_a_screen_loads_the_texts_before_its_own_script(viewer: Client, path: str, bundle: str) -> None:
    page = viewer.get(path).text

    assert re.findall(r"<script[^>]*>", page) == [
        '<script src="/language/catalogue/">',
        f'<script type="module" src="/static/{bundle}/{bundle}.js">',
    ]
    assert f'<link rel="stylesheet" href="/static/{bundle}/{bundle}.css">' in page


@pytest.mark.parametrize(
    ("language", "texts"),
    [("en", ["Loading…", "This page needs JavaScript"]), ("sv", ["Hämtar…", "Sidan behöver JavaScript"])],
)
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_says_that_it_is_loading_in_the_reader_s_language(
    viewer: Client, path: str, language: str, texts: list[str]
) -> None:
    page = viewer.get(path, headers={"accept-language": language}).text

    assert f'<html lang="{language}">' in page
    assert all(text in page for text in texts)


@pytest.mark.parametrize("path", [PLANNING, MACHINE])
def test_planning_screens_have_the_site_s_header_and_the_whole_width(viewer: Client, path: str) -> None:
    page = viewer.get(path).text

    assert '<main id="main" class="wide"' in page
    assert "Logged in as viewer" in page
    assert 'action="/accounts/logout/"' in page
    assert 'action="/language/"' in page


def test_the_board_has_nothing_but_its_machines(viewer: Client) -> None:
    page = viewer.get(BOARD).text

    assert '<body class="board">' in page
    assert not any(found in page for found in ("<header", "<form", "<a ", "<button"))


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_can_only_be_read(viewer: Client, path: str, method: str) -> None:
    response = getattr(viewer, method)(path)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_asks_the_database_for_the_login_alone(
    viewer: Client, path: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(2):  # the session and its user
        viewer.get(path)


@pytest.mark.parametrize("path", SCREENS)
def test_no_browser_shows_a_screen_again_after_logging_out(viewer: Client, path: str) -> None:
    assert "no-store" in viewer.get(path).headers["Cache-Control"]


@pytest.mark.parametrize("path", SCREENS)
def test_a_screen_runs_and_loads_what_comes_from_this_host_only(viewer: Client, path: str) -> None:
    response = viewer.get(path)
    policy = response.headers["Content-Security-Policy"]

    assert "default-src 'self'" in policy.split("; ")
    assert not any(word in policy for word in ("unsafe", "script-src", "connect-src", "http", "*"))
    assert not re.search(r"<style|<script>| style=| on\w+=", response.text)
