"""Addresses and headers that no program means: an answer of the door, never an error of the server."""

from __future__ import annotations

from urllib.parse import urljoin, urlsplit

import pytest

from tests.attacks.test_raw_requests import exchange, request
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person, Shop
from tests.live_clients import cookies_of

LIST = "/monitoring/api/manual-assignments/"
DOORS = [
    LIST,
    "/graphql/?query={viewer{name}}",
    "/monitoring/board/",
    "/static/site/site.css",
    "/accounts/login/",
]
HEADERS = [
    "If-None-Match: " + '"a",' * 900,
    "If-None-Match: *",
    "If-None-Match: \xff\xfe",
    "If-Modified-Since: Thu, 99 Jan 99999 00:00:00 GMT",
    "Accept: \xff",
    "Accept: " + "a/b;q=x," * 500,
    "Accept: */*;q=1e400",
    "Accept: text/event-stream;;;=",
    "Accept-Language: " + "sv-" * 3_000,
    "Accept-Language: \xff\x80",
    "Accept-Encoding: gzip;q=x, \xff",
    "Authorization: Basic \xff\xff",
    "Authorization: Bearer " + "a" * 7_000,
    "Range: bytes=99999999999999999999-1",
    "Range: bytes=0-1,2-3,4-5",
    "X-CSRFToken: \xff",
    "Origin: null",
    "Referer: \xff",
    "Cookie: " + "a=b;" * 1_500,
    "Cookie: =; ;;==;",
    "Cookie: sessionid=\xff; csrftoken=\x01",
    "Expect: 100-continue",
    "Upgrade: h2c\r\nHTTP2-Settings: AA",
    "Upgrade: websocket\r\nSec-WebSocket-Key: x\r\nSec-WebSocket-Version: 13",
    "Content-Type: \xff",
    "Content-Encoding: gzip",
    "X-Long: " + "a" * 60_000,
    "Last-Event-ID: 99999999999999999999999",
]
ADDRESSES = [
    "/monitoring/planning/99999999999999999999/",
    "/monitoring/planning/" + "9" * 5_000 + "/",
    "/monitoring/planning/-1/",
    "/monitoring/planning/%00/",
    "/monitoring/planning/1%0d%0aSet-Cookie:a=b/",
    "/monitoring/planning/%D9%A3/",
    "/monitoring/operations/9223372036854775808/drawing/",
    "/monitoring/operations/" + "9" * 5_000 + "/drawing/",
    LIST + "?machine_pk=%00",
    LIST + "?machine_pk=%FF",
    LIST + "?machine_pk=%ED%A0%80",
    LIST + "?machine_pk=" + "9" * 5_000,
    LIST + "?machine_pk[]=1&machine_pk=1e400&machine_pk=true",
    LIST + "?" + "&".join(f"a{number}=1" for number in range(3_000)),
    LIST + "?" + "&".join(f"machine_pk={number}" for number in range(900)),
    "/graphql/?query=%00",
    "/graphql/?query=%FF",
    "/graphql/?query={viewer{name}}&variables={%22a%22:1e400}",
    "/graphql/?query={viewer{name}}&variables=" + "[" * 5_000,
    "/graphql/?query={viewer{name}}&operationName=%00",
    "/graphql/?extensions={%22persistedQuery%22:{%22version%22:1,%22sha256Hash%22:%22" + "a" * 64 + "%22}}",
    "/graphql/?query={viewer{name}}&extensions={%22persistedQuery%22:1,%22compiled%22:[]}",
    "/language/catalogue/?x=%00",
    "/accounts/login/?next=%00",
    "/%00",
    "/%zz",
    "/" + "a" * 8_000,
    "/static/" + "a/" * 2_000,
    "*",
    "http://elsewhere.example/",
]


def status_of(shop: Shop, person: Person, path: str, *headers: str, method: str = "GET") -> int:
    """The status of the answer to one request with somebody's session."""
    cookie = cookies_of(person)["Cookie"]
    answer = exchange(
        shop, request("Host: 127.0.0.1", f"Cookie: {cookie}", *headers, method=method, path=path)
    )
    assert answer.startswith(b"HTTP/1.1 "), answer[:100]
    assert b"\r\nset-cookie: a=b" not in answer.lower()
    return int(answer.split(b" ", 2)[1])


@pytest.mark.parametrize("path", DOORS)
def test_no_header_is_an_error_of_the_server(shop: Shop, planner: Person, path: str) -> None:
    """A stream that begins is no plain answer: none of these headers begins one without a subscription."""
    statuses = {header: status_of(shop, planner, path, header) for header in HEADERS}

    assert {header[:60]: status for header, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize("address", ADDRESSES, ids=lambda address: address[:60])
def test_no_address_is_an_error_of_the_server(shop: Shop, planner: Person, address: str) -> None:
    assert status_of(shop, planner, address) < 500


@pytest.mark.parametrize("path", [*DOORS, "/", "/admin/"])
def test_no_method_is_an_error_of_the_server(shop: Shop, planner: Person, path: str) -> None:
    methods = [
        "PUT",
        "PATCH",
        "DELETE",
        "TRACE",
        "QUERY",
        "FOO",
        "get",
        "A" * 300,
        "CONNECT",
        "POST",
        "OPTIONS",
    ]

    statuses = {one: status_of(shop, planner, path, "Content-Length: 0", method=one) for one in methods}

    assert {method: status for method, status in statuses.items() if status >= 500} == {}


@pytest.mark.parametrize(
    "where",
    [
        "//elsewhere.example",
        "///elsewhere.example",
        "https:elsewhere.example",
        "https:/elsewhere.example",
        "http:\\\\elsewhere.example",
        "\\\\elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "data:text/html,x",
        "\t//elsewhere.example",
        " //elsewhere.example",
        "https://127.0.0.1@elsewhere.example",
        "https://127.0.0.1.elsewhere.example",
        "//[::1",
        "/\r\nLocation: //elsewhere.example",
    ],
)
@pytest.mark.parametrize("form", ["accounts/login", "accounts/logout", "language"])
def test_no_form_leads_to_another_site(shop: Shop, form: str, where: str) -> None:
    person = shop.person("viewer")
    fields = {"username": "viewer", "password": PASSWORD, "language": "sv", "next": where}

    answer = person.http.post(
        f"{shop.base_url}/{form}/",
        fields,
        headers=person.headers,
        allow_redirects=False,
        timeout=PATIENCE_SECONDS,
    )

    target = answer.headers["Location"]
    assert answer.status_code == 302
    assert urlsplit(urljoin(shop.base_url, target)).netloc == urlsplit(shop.base_url).netloc
    assert not target.startswith(("//", "/\\"))
    assert "elsewhere" not in answer.headers.get("Set-Cookie", "")
