"""Bytes that no client sends by mistake: one request must never become two, nor hold up the others."""

from __future__ import annotations

import socket
from contextlib import ExitStack, closing
from urllib.parse import urlsplit

import pytest

from tests.attacks.tables import rows_of
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import cookies_of

SMUGGLED = b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"


def connected(shop: Shop) -> socket.socket:
    return socket.create_connection(
        ("127.0.0.1", urlsplit(shop.base_url).port or 0), timeout=PATIENCE_SECONDS
    )


def exchange(shop: Shop, sent: bytes) -> bytes:
    """All that the server says until it closes."""
    with closing(connected(shop)) as connection:
        connection.sendall(sent)
        answer = b""
        while part := connection.recv(65_536):
            answer += part
        return answer


def request(*headers: str, method: str = "POST", path: str = "/graphql/", body: bytes = b"") -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Connection: close", *headers, "", ""]
    return "\r\n".join(lines).encode("latin-1") + body


@pytest.mark.parametrize(
    "framing",
    [
        ["Content-Length: 5", "Content-Length: 60"],
        ["Content-Length: 5, 60"],
        ["Content-Length: 5", "Transfer-Encoding: chunked"],
        ["Transfer-Encoding: chunked", "Transfer-Encoding: identity"],
        ["Transfer-Encoding: chunked, chunked"],
        ["Transfer-Encoding: xchunked"],
        ["Transfer-Encoding: identity, chunked, identity"],
        ["Transfer-Encoding:\x0bchunked"],
        ["Transfer-Encoding : chunked"],
        ["Content-Length : 5"],
        ["Content-Length: +5"],
        ["Content-Length: -5"],
        ["Content-Length: 0x5"],
        ["Content-Length: 99999999999999999999"],
        ["Content-Length: "],
        ["X: a", " Transfer-Encoding: chunked"],
        ["X: a\nTransfer-Encoding: chunked", "Content-Length: 5"],
    ],
    ids=repr,
)  # fmt: skip
def test_a_request_whose_length_can_be_read_in_two_ways_is_refused_whole(
    shop: Shop, planner: Person, framing: list[str]
) -> None:
    """A proxy could read another length than this server, and take a part of the body for the next user's request."""
    headers = [
        "Host: 127.0.0.1",
        f"Cookie: {cookies_of(planner)['Cookie']}",
        "Content-Type: application/json",
    ]
    before = rows_of(shop)

    answer = exchange(shop, request(*headers, *framing, body=b"0\r\n\r\n" + SMUGGLED))

    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 403 "))
    assert answer.count(b"HTTP/1.1 ") == 1
    assert rows_of(shop) == before


@pytest.mark.parametrize(
    "body",
    [
        b"ffffffffffffffffff\r\nx\r\n0\r\n\r\n",
        b"-1\r\nx\r\n0\r\n\r\n",
        b"0x1\r\nx\r\n0\r\n\r\n",
        b"1 \r\nxy\r\n0\r\n\r\n",
        b"\r\nx",
    ],
)
def test_chunks_of_no_readable_size_are_refused(shop: Shop, body: bytes) -> None:
    answer = exchange(shop, request("Host: 127.0.0.1", "Transfer-Encoding: chunked", body=body))

    assert answer.startswith((b"HTTP/1.1 400 ", b"HTTP/1.1 401 "))
    assert answer.count(b"HTTP/1.1 ") == 1


@pytest.mark.parametrize(
    "headers",
    [
        ["Host: elsewhere.example"],
        ["Host: 127.0.0.1@elsewhere.example"],
        ["Host: 127.0.0.1/elsewhere"],
        ["Host: [::1"],
        ["Host: "],
        ["Host: 127.0.0.1", "Host: elsewhere.example"],
        ["Host: " + "a" * 300],
    ],
)
def test_a_host_that_is_not_this_site_gets_no_page(shop: Shop, headers: list[str]) -> None:
    answer = exchange(shop, request(*headers, method="GET", path="/accounts/login/"))

    assert answer.startswith(b"HTTP/1.1 400 ")
    assert b"elsewhere" not in answer


@pytest.mark.parametrize(
    "header",
    ["X-Forwarded-Host: elsewhere.example", "X-Host: elsewhere.example", "Forwarded: host=elsewhere.example"],
)
def test_a_header_of_the_client_changes_neither_host_nor_scheme(shop: Shop, header: str) -> None:
    """No proxy is named in this server's settings, so nobody may speak for one."""
    spoofed = [header, "X-Forwarded-Proto: https", "X-Forwarded-For: 192.0.2.1", "X-Original-URL: /admin/"]
    answer = exchange(shop, request("Host: 127.0.0.1", *spoofed, method="GET", path="/monitoring/planning/"))

    assert answer.startswith(b"HTTP/1.1 302 ")
    assert b"location: /accounts/login/?next=/monitoring/planning/\r\n" in answer.lower()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../manage.py",
        "/static/%2e%2e/%2e%2e/manage.py",
        "/static/..%2f..%2fmanage.py",
        "/static/..%5c..%5cmanage.py",
        "/static/%252e%252e/manage.py",
        "/static//etc/passwd",
        "/static/site/../../config/settings/prod.py",
        "/static/site/site.css%00.html",
        "/monitoring/operations/../../../manage.py/drawing/",
        "/monitoring/operations/1%2f..%2f2/drawing/",
        "/..;/admin/",
        "//elsewhere.example/%2e%2e",
    ],
)
def test_no_path_leads_out_of_the_static_files_and_drawings(shop: Shop, path: str) -> None:
    answer = exchange(shop, request("Host: 127.0.0.1", method="GET", path=path))

    assert answer.split(b"\r\n")[0].split()[1] in {b"400", b"401", b"404"}
    assert b"DJANGO_SETTINGS_MODULE" not in answer
    assert b"root:" not in answer


@pytest.mark.parametrize(
    "sent",
    [b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc", b"\x00" * 10_000, b"GET\r\n\r\n", b"\r\n" * 10 + b"x\r\n\r\n"],
)
def test_what_is_no_http_is_refused_and_the_server_goes_on(shop: Shop, nobody: Person, sent: bytes) -> None:
    assert exchange(shop, sent).startswith(b"HTTP/1.1 400 ")
    assert nobody.http.get(f"{shop.base_url}/accounts/login/", timeout=PATIENCE_SECONDS).ok


def test_hundreds_of_half_sent_requests_do_not_keep_others_waiting(shop: Shop, script: Person) -> None:
    """Slowloris: heads and bodies that never end, many more than there are worker threads."""
    half_a_head = b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nX-A: "
    half_a_body = (
        request("Host: 127.0.0.1", "Content-Length: 1000", "Content-Type: application/json") + b'{"a'
    )
    with ExitStack() as stack:
        for number in range(300):
            connection = stack.enter_context(closing(connected(shop)))
            connection.sendall(half_a_head if number % 2 else half_a_body)

        answers = [script.get("/monitoring/api/manual-assignments/").status_code for _ in range(10)]

    assert answers == [200] * 10


def test_a_body_that_does_not_end_is_given_up(shop: Shop) -> None:
    answer = exchange(shop, request("Host: 127.0.0.1", "Content-Length: 1000") + b"x")

    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b'"code": "request_timeout"' in answer
