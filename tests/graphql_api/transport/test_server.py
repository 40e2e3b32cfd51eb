"""The GraphQL door over real sockets: the server process as a shop runs it, asked by an ordinary HTTP client."""

import json
import subprocess
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
import requests

from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON
from graphql_api.limits import GraphQLLimits
from tests.databases import empty_database
from tests.factories import PASSWORD
from tests.servers import PROJECT_DIR, running_server, server_environment

QUERY = json.dumps({"query": "{ viewer { __typename } }"}).encode()
ANSWER = {
    "data": {"viewer": {"__typename": "Viewer"}},
    "extensions": {"cost": {"values": 0, "allowed": GraphQLLimits().cost}},
}
TIMEOUT = 60


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        empty_database(tmp_path_factory.mktemp("graphql")) as database_url,
        running_server(database_url) as url,
    ):
        create_user(server_environment(database_url, DJANGO_SUPERUSER_PASSWORD=PASSWORD))
        yield url


def create_user(environment: dict[str, str]) -> None:
    command = [sys.executable, "manage.py", "createsuperuser", "--noinput", "--username", "planner"]
    command += ["--email", "planner@localhost", "--verbosity", "0"]
    subprocess.run(command, cwd=PROJECT_DIR, env=environment, check=True)


@pytest.fixture(scope="module")
def session(base_url: str) -> requests.Session:
    """A program that logs in by the form, as the Monitor script does."""
    session = requests.Session()
    login = f"{base_url}/accounts/login/"
    token = session.get(login, timeout=TIMEOUT).cookies["csrftoken"]
    form = {"username": "planner", "password": PASSWORD, "csrfmiddlewaretoken": token}
    session.post(login, data=form, timeout=TIMEOUT).raise_for_status()
    session.headers.update({"X-CSRFToken": session.cookies["csrftoken"], "Accept": GRAPHQL_RESPONSE})
    return session


@pytest.fixture
def address(base_url: str) -> str:
    return f"{base_url}/graphql/"


def test_a_query_is_answered(session: requests.Session, address: str) -> None:
    answer = session.post(address, QUERY, headers={"Content-Type": JSON}, timeout=TIMEOUT)

    assert (answer.status_code, answer.json()) == (200, ANSWER)
    assert answer.headers["Content-Type"] == f"{GRAPHQL_RESPONSE}; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_query_in_chunks_of_undeclared_length_is_answered(session: requests.Session, address: str) -> None:
    chunks = (QUERY[start : start + 5] for start in range(0, len(QUERY), 5))

    answer = session.post(address, chunks, headers={"Content-Type": JSON}, timeout=TIMEOUT)

    assert answer.json() == ANSWER


def test_a_query_in_the_url_is_answered_to_get_and_head(session: requests.Session, address: str) -> None:
    parameters = {"query": "{ viewer { __typename } }"}

    answer = session.get(address, params=parameters, timeout=TIMEOUT)
    head = session.head(address, params=parameters, timeout=TIMEOUT)

    assert answer.json() == ANSWER
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == answer.headers["Content-Type"]


@pytest.mark.parametrize("in_chunks", [False, True])
def test_a_body_beyond_the_limit_is_refused_with_its_size(
    session: requests.Session, address: str, in_chunks: bool
) -> None:
    body = b" " * 1_048_577
    sent = (body[start : start + 65_536] for start in range(0, len(body), 65_536)) if in_chunks else body

    answer = session.post(address, sent, headers={"Content-Type": JSON}, timeout=TIMEOUT)

    assert answer.status_code == 413
    assert answer.json()["error"].startswith("The body has 1048577 bytes; this address takes at most 1048576")


@pytest.mark.parametrize(
    "body",
    [b"", b"7", b"null", b"\xff\xfe\x00\x00", b'"\xe5"', b"9" * 10_000, b"[" * 100_000, b'{"query": "\\u0000"}'],
    ids=lambda body: body[:10],
)  # fmt: skip
def test_no_body_is_a_server_error(session: requests.Session, address: str, body: bytes) -> None:
    answer = session.post(address, body, headers={"Content-Type": JSON}, timeout=TIMEOUT)

    assert answer.status_code == 400
    assert answer.json()["code"] == "invalid_request"


def test_an_upload_is_an_unsupported_media_type(session: requests.Session, address: str) -> None:
    answer = session.post(address, files={"0": b"file"}, data={"operations": QUERY}, timeout=TIMEOUT)

    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")


def test_a_post_without_the_csrf_token_is_refused(session: requests.Session, address: str) -> None:
    headers = {"Content-Type": JSON, "X-CSRFToken": ""}

    answer = session.post(address, QUERY, headers=headers, timeout=TIMEOUT)

    assert (answer.status_code, answer.json()["code"]) == (403, "csrf_failed")


def test_a_browser_gets_graphiql_after_the_login_page(session: requests.Session, address: str) -> None:
    browser = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}

    stranger = requests.get(address, headers=browser, timeout=TIMEOUT)
    planner = session.get(address, headers=browser, timeout=TIMEOUT)

    assert urlsplit(stranger.url).path == "/accounts/login/"
    assert urlsplit(stranger.url).query == "next=/graphql/"
    assert 'id="graphiql"' in planner.text


def test_a_stranger_gets_json_whatever_is_sent(address: str) -> None:
    answer = requests.post(address, QUERY, headers={"Content-Type": JSON}, timeout=TIMEOUT)

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
    assert "data" not in answer.json()
