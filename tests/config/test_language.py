"""The language of pages and scripts: what the browser asks for, until a person chooses."""

import re
from html import unescape

import pytest
from django.test import Client, RequestFactory
from pytest_django import DjangoAssertNumQueries

from config.errors import server_error

CATALOGUE = "/language/catalogue/"
LOGIN = "/accounts/login/"
ENGLISH = {"accept-language": "en"}
SWEDISH = {"accept-language": "sv-SE,sv;q=0.9"}

pytestmark = pytest.mark.django_db


def choose(client: Client, language: str, **fields: str) -> str:
    """Send the form of the header, and return where it leads."""
    response = client.post("/language/", {"language": language, **fields})
    assert response.status_code == 302
    return response.headers["Location"]


def choice(page: str) -> str:
    """The form by which a page lets its reader choose a language; empty where it has none."""
    form = re.search(r'<form method="post" action="/language/".*?</form>', page, re.DOTALL)
    return form[0] if form else ""


def test_scripts_get_the_site_s_texts_in_the_language_that_the_browser_asks_for(client: Client) -> None:
    response = client.get(CATALOGUE, headers=SWEDISH)

    assert response.headers["Content-Type"].startswith("text/javascript")
    assert response.headers["Content-Language"] == "sv"
    assert '"just now": "just nu"' in response.text
    assert '"Current": "Nu"' in response.text


def test_scripts_do_not_get_the_texts_of_the_administration(admin_client: Client) -> None:
    of_the_administration = '"Choose a Date": "V\\u00e4lj ett datum"'

    assert of_the_administration in admin_client.get("/admin/jsi18n/", headers=SWEDISH).text
    assert of_the_administration not in admin_client.get(CATALOGUE, headers=SWEDISH).text


def test_scripts_get_no_texts_in_english_which_is_in_their_source(client: Client) -> None:
    response = client.get(CATALOGUE, headers=ENGLISH)

    assert response.headers["Content-Language"] == "en"
    assert "newcatalog" not in response.text
    assert "django.gettext = " in response.text


def test_the_texts_of_scripts_cost_no_query_and_no_login(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        assert client.get(CATALOGUE, headers=SWEDISH).status_code == 200


def test_a_browser_keeps_the_texts_and_asks_each_time_whether_they_hold(client: Client) -> None:
    first = client.get(CATALOGUE, headers=SWEDISH)

    again = client.get(CATALOGUE, headers=SWEDISH | {"if-none-match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "private, no-cache"
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["Cache-Control"] == "private, no-cache"


def test_kept_texts_are_of_one_browser_and_one_language(client: Client) -> None:
    vary = client.get(CATALOGUE).headers["Vary"].split(", ")

    assert {"Cookie", "Accept-Language"} <= set(vary)


def test_kept_texts_no_longer_hold_in_another_language(client: Client) -> None:
    kept = client.get(CATALOGUE, headers=ENGLISH).headers["ETag"]
    choose(client, "sv")

    response = client.get(CATALOGUE, headers=ENGLISH | {"if-none-match": kept})

    assert response.status_code == 200
    assert "just nu" in response.text


@pytest.mark.parametrize(("language", "heading"), [("sv", "Logga in"), ("en", "Log in")])
def test_a_chosen_language_outranks_the_browser_s(client: Client, language: str, heading: str) -> None:
    asked = ENGLISH if language == "sv" else SWEDISH

    destination = choose(client, language, next=LOGIN)

    assert destination == LOGIN
    assert f"<h1>{heading}</h1>" in client.get(LOGIN, headers=asked).text


def test_a_choice_outlasts_the_browser_s_session_and_is_hidden_from_scripts(client: Client) -> None:
    choose(client, "sv")

    cookie = client.cookies["django_language"]
    assert cookie["max-age"] == 365 * 24 * 60 * 60
    assert cookie["httponly"] is True
    assert cookie["samesite"] == "Lax"


@pytest.mark.parametrize("language", ["de", "xx", "", "sv\r\nSet-Cookie: a=b"])
def test_a_language_that_the_site_does_not_speak_changes_nothing(client: Client, language: str) -> None:
    choose(client, language)

    assert "<h1>Log in</h1>" in client.get(LOGIN, headers=ENGLISH).text


@pytest.mark.parametrize(
    "destination",
    ["https://elsewhere.example/", "//elsewhere.example/", r"\\elsewhere.example", "javascript:alert(1)", ""],
)
def test_choosing_a_language_never_leads_to_another_site(client: Client, destination: str) -> None:
    assert choose(client, "sv", next=destination) == "/"


def test_choosing_a_language_needs_the_form_s_token() -> None:
    browser = Client(enforce_csrf_checks=True)

    response = browser.post("/language/", {"language": "sv", "next": LOGIN})

    assert response.status_code == 403
    assert "django_language" not in browser.cookies


def test_only_sending_the_form_changes_the_language(client: Client) -> None:
    client.get("/language/", {"language": "sv", "next": LOGIN})

    assert "django_language" not in client.cookies


@pytest.mark.parametrize(
    "path", ["/", "/monitoring/planning/", f"{LOGIN}?next=/monitoring/board/", "/nothing/"]
)
def test_a_page_s_choice_of_language_leads_back_to_it(admin_client: Client, path: str) -> None:
    form = choice(admin_client.get(path).text)

    assert f'name="next" value="{path}"' in unescape(form)


def test_whoever_is_not_logged_in_can_choose_as_well() -> None:
    browser = Client(enforce_csrf_checks=True)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', choice(browser.get(LOGIN).text))
    assert token is not None

    choose(browser, "sv", next=LOGIN, csrfmiddlewaretoken=token[1])

    assert "<h1>Logga in</h1>" in browser.get(LOGIN).text


@pytest.mark.parametrize(("asked", "selected"), [(ENGLISH, "en"), (SWEDISH, "sv")])
def test_each_language_is_offered_by_its_own_name(
    client: Client, asked: dict[str, str], selected: str
) -> None:
    form = choice(client.get(LOGIN, headers=asked).text)

    options = re.findall(r'<option value="(\w+)" lang="(\w+)"( selected)?>(.+?)</option>', form)
    assert [(value, language, name) for value, language, _, name in options] == [
        ("en", "en", "English"),
        ("sv", "sv", "Svenska"),
    ]
    assert [value for value, _, is_selected, _ in options if is_selected] == [selected]


def test_the_choice_is_labelled(client: Client) -> None:
    form = choice(client.get(LOGIN, headers=SWEDISH).text)

    assert '<label for="language">Språk</label>' in form
    assert '<select id="language" name="language"' in form
    assert '<button class="quiet" type="submit">Byt språk</button>' in form


def test_a_refused_form_s_page_offers_no_choice_because_its_address_may_be_no_page() -> None:
    page = Client(enforce_csrf_checks=True).post("/language/", {"language": "sv"}).text

    assert "<h1>This form was no longer valid</h1>" in page
    assert choice(page) == ""


def test_the_page_after_a_bug_offers_no_choice_because_it_is_made_without_the_request() -> None:
    page = server_error(RequestFactory().get("/")).text

    assert "<h1>Something went wrong on the server</h1>" in page
    assert choice(page) == ""
