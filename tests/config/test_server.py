"""The server process as a shop runs it: static files, pages and errors over real sockets."""

import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit

import pytest
import requests

from tests.databases import empty_database
from tests.servers import running_server

LARGEST_BODY = 64 * 1024


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    limits = {"MAX_BODY_BYTES": str(LARGEST_BODY), "REQUEST_BODY_SECONDS": "2", "WSGI_WORKERS": "2"}
    with (
        empty_database(tmp_path_factory.mktemp("server")) as database_url,
        running_server(database_url, **limits) as url,
    ):
        yield url


def open_connection(base_url: str) -> socket.socket:
    address = urlsplit(base_url)
    return socket.create_connection((address.hostname, address.port), timeout=60)


def test_the_server_answers_pages_files_and_errors(base_url: str) -> None:
    pages = {
        path: requests.get(base_url + path, timeout=60)
        for path in (
            "/accounts/login/",
            "/static/site/site.css",
            "/static/admin/css/base.css",
            "/monitoring/api/nothing/",
        )
    }

    assert [answer.status_code for answer in pages.values()] == [200, 200, 200, 404]
    assert pages["/static/site/site.css"].headers["Content-Type"].startswith("text/css")
    assert pages["/monitoring/api/nothing/"].json()["code"] == "not_found"


def test_a_body_larger_than_any_door_takes_is_refused_as_json(base_url: str) -> None:
    answer = requests.post(f"{base_url}/monitoring/api/nothing/", data=b"x" * (LARGEST_BODY + 1), timeout=60)

    assert answer.status_code == 413
    assert answer.json() == {"error": "The body is larger than this address takes.", "code": "body_too_large"}


def test_a_body_of_unknown_length_reaches_django_whole(base_url: str) -> None:
    session = requests.Session()
    token = session.get(f"{base_url}/accounts/login/", timeout=60).cookies["csrftoken"]
    form = f"csrfmiddlewaretoken={token}&username=nobody&password=wrong".encode()

    answer = session.post(
        f"{base_url}/accounts/login/",
        data=(form[i : i + 7] for i in range(0, len(form), 7)),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=60,
    )

    assert answer.status_code == 200
    assert 'role="alert"' in answer.text


def test_senders_that_never_finish_do_not_keep_others_waiting(base_url: str) -> None:
    request = b"POST /monitoring/api/nothing/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"
    stuck = [open_connection(base_url) for _ in range(8)]
    for connection in stuck:
        connection.sendall(request)

    assert requests.get(f"{base_url}/accounts/login/", timeout=60).status_code == 200
    for connection in stuck:
        answer = connection.recv(65536).decode()
        assert answer.startswith("HTTP/1.1 408 ")
        connection.close()


def test_a_client_that_leaves_in_the_middle_of_its_body_disturbs_nobody(base_url: str) -> None:
    for _ in range(8):
        with open_connection(base_url) as connection:
            connection.sendall(b"POST /graphql/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")

    assert requests.get(f"{base_url}/accounts/login/", timeout=60).status_code == 200


def test_the_server_answers_many_at_once(base_url: str) -> None:
    with ThreadPoolExecutor(8) as pool:
        statuses = list(
            pool.map(lambda _: requests.get(f"{base_url}/accounts/login/", timeout=60).status_code, range(40))
        )

    assert statuses == [200] * 40


def test_a_query_string_beyond_ascii_is_read(base_url: str) -> None:
    with open_connection(base_url) as connection:
        connection.sendall(
            b"GET /monitoring/api/x/?q=\xc3\xa5 HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
        )
        answer = connection.makefile("rb").read().decode()

    assert answer.startswith(("HTTP/1.1 404 ", "HTTP/1.1 400 "))
