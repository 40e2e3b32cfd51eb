"""Who may ask: login before anything else, and Django's CSRF protection."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client

from graphql_api.http_negotiation import GRAPHQL_RESPONSE, HTML, JSON
from tests.factories import PASSWORD
from tests.graphql_api.transport.stand_in import RENAMED, get, post, post_body

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
RENAME = 'mutation { rename(name: "Mill") }'


def csrf_token(client: Client) -> str:
    """The token that the login page gives."""
    client.get("/accounts/login/")
    return client.cookies["csrftoken"].value


@pytest.mark.parametrize(
    "query", ["{ viewer }", "{ __schema { types { name } } }", "{ viwer }", "{", RENAME], ids=repr
)
@pytest.mark.parametrize("send", [get, post])
def test_who_is_not_logged_in_is_told_so_and_nothing_else(stranger: Client, send: Any, query: str) -> None:
    response = send(stranger, query=query)

    assert response.status_code == 401
    assert response["Content-Type"] == JSON
    assert response.json() == {"error": "Log in first.", "code": "not_authenticated"}
    assert RENAMED == []


def test_not_logged_in_is_said_with_a_csrf_token_too(stranger: Client) -> None:
    token = csrf_token(stranger)

    response = post_body(stranger, '{"query": "{ viewer }"}', **{"X-CSRFToken": token})

    assert (response.status_code, response.json()["code"]) == (401, "not_authenticated")


@pytest.mark.parametrize("method", ["OPTIONS", "HEAD", "PUT", "TRACE", "DELETE"])
def test_no_method_is_open_to_who_is_not_logged_in(stranger: Client, method: str) -> None:
    assert stranger.generic(method, "/graphql/", headers={"Accept": JSON}).status_code == 401


@pytest.mark.parametrize("accept", ["image/png", "", "text/html;q=0.5, application/json", "nonsense"])
def test_whatever_a_program_accepts_it_is_told_to_log_in(stranger: Client, accept: str) -> None:
    assert get(stranger, query="{ viewer }", accept=accept).status_code == 401


def test_a_browser_is_led_to_the_login_page_and_back(stranger: Client, user: User) -> None:
    response = get(stranger, accept=BROWSER, query="{ viewer }")

    assert response.status_code == 302
    assert response["Location"] == "/accounts/login/?next=/graphql/%3Fquery%3D%257B%2Bviewer%2B%257D"

    token = csrf_token(stranger)
    login = {"username": user.username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    back = stranger.post(response["Location"], login)

    assert back["Location"] == "/graphql/?query=%7B+viewer+%7D"


def test_a_browser_that_posts_is_not_redirected(stranger: Client) -> None:
    response = post(stranger, "{ viewer }", accept=BROWSER)

    assert response.status_code == 401


def test_a_disabled_user_is_nobody(strict_client: Client, user: User) -> None:
    user.is_active = False
    user.save()

    assert get(strict_client, query="{ viewer }").status_code == 401


def test_a_post_needs_the_csrf_token(strict_client: Client) -> None:
    refused = post(strict_client, RENAME)
    token = csrf_token(strict_client)
    accepted = post_body(strict_client, json.dumps({"query": RENAME}), **{"X-CSRFToken": token})

    assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert accepted.json() == {"data": {"rename": "Mill"}}
    assert RENAMED == ["Mill"]


def test_a_query_by_get_needs_no_token(strict_client: Client) -> None:
    assert get(strict_client, query="{ viewer }").json() == {"data": {"viewer": "viewer"}}


def test_graphiql_is_shown_to_a_browser_with_a_token_to_send(strict_client: Client) -> None:
    response = get(strict_client, accept=BROWSER)

    assert response.status_code == 200
    assert response["Content-Type"] == "text/html; charset=utf-8"
    assert [template.name for template in response.templates] == ["graphql_api/graphiql.html"]
    assert strict_client.cookies["csrftoken"].value

    answered = post_body(strict_client, '{"query": "{ viewer }"}', **{"X-CSRFToken": page_token(response)})

    assert answered.json() == {"data": {"viewer": "viewer"}}


def page_token(response: Any) -> str:
    """The token that GraphiQL reads from its page."""
    return str(response.context["csrf_token"])


def test_a_browser_that_follows_a_link_with_a_query_gets_graphiql(strict_client: Client) -> None:
    response = get(strict_client, accept=BROWSER, query="{ viewer }")

    assert response["Content-Type"].startswith(HTML)


def test_a_program_without_a_query_gets_no_page(strict_client: Client) -> None:
    response = get(strict_client, accept="*/*")

    assert (response.status_code, response.json()["field"]) == (400, "query")


@pytest.mark.parametrize("accept", [BROWSER, JSON, GRAPHQL_RESPONSE])
def test_no_answer_is_kept_by_a_cache(client: Client, stranger: Client, accept: str) -> None:
    answers = [
        get(client, accept=accept, query="{ viewer }"),
        get(stranger, accept=accept, query="{ viewer }"),
    ]

    for answer in answers:
        assert answer["Cache-Control"] == "no-store"
        assert {"Accept", "Cookie"} <= {name.strip() for name in answer["Vary"].split(",")}
