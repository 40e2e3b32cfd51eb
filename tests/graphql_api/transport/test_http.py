"""Methods, media types and bodies: what is refused before it is a GraphQL request."""

import io

import pytest
from django.core.handlers.asgi import ASGIRequest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.utils.http import parse_header_parameters
from pytest_django import Settings

from graphql_api.http_negotiation import GRAPHQL_RESPONSE, HTML, JSON, preferred_type
from graphql_api.http_request import read_body
from graphql_api.refusals import Refusal
from tests.graphql_api.transport.stand_in import get, post, post_body

GREETING = '{"query": "{ echo(text: \\"ÅÄÖ\\") }"}'
ALLOWED = "GET, HEAD, POST, OPTIONS"


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_other_methods_are_refused_with_those_allowed(client: Client, method: str) -> None:
    response = client.generic(method, "/graphql/", GREETING, content_type=JSON)

    assert (response.status_code, response["Allow"]) == (405, ALLOWED)
    assert response.json()["code"] == "method_not_allowed"


def test_options_names_the_methods(client: Client) -> None:
    response = client.options("/graphql/")

    assert (response.status_code, response["Allow"], response.content) == (204, ALLOWED, b"")


def test_head_answers_as_get_does_without_a_body(client: Client) -> None:
    arguments = {"query": "{ viewer }"}
    head = client.head("/graphql/", arguments, headers={"Accept": GRAPHQL_RESPONSE})
    answer = client.get("/graphql/", arguments, headers={"Accept": GRAPHQL_RESPONSE})

    assert (head.status_code, head.content) == (200, b"")
    assert head["Content-Type"] == answer["Content-Type"]


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (None, JSON),
        ("", JSON),
        ("*/*", JSON),
        ("application/*", JSON),
        (f"{GRAPHQL_RESPONSE}, {JSON}", GRAPHQL_RESPONSE),
        (f"{JSON}, {GRAPHQL_RESPONSE}", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE};q=0.5, {JSON}", JSON),
        (f"{GRAPHQL_RESPONSE}, {JSON};q=0.9", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE}; charset=utf-8, {JSON}; charset=utf-8", GRAPHQL_RESPONSE),
        ("Application/GraphQL-Response+JSON; Charset=UTF-8", GRAPHQL_RESPONSE),
        (f"{JSON}, text/plain, */*", JSON),
        (f"{GRAPHQL_RESPONSE}, */*;q=0.1", GRAPHQL_RESPONSE),
        (f"{JSON};q=0, */*", GRAPHQL_RESPONSE),
        (f"{GRAPHQL_RESPONSE}, application/graphql+json, {JSON}, text/event-stream", GRAPHQL_RESPONSE),
        ("text/html", None),
        ("image/png", None),
        (f"{GRAPHQL_RESPONSE}; charset=latin-1", None),
        (f"{JSON};q=0", None),
    ],
)
def test_the_accept_header_decides_the_media_type_of_a_post(accept: str | None, expected: str | None) -> None:
    request = RequestFactory().post("/graphql/", headers={} if accept is None else {"Accept": accept})

    assert preferred_type(request) == expected


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", HTML),
        ("text/html", HTML),
        ("text/html, application/json", JSON),
        ("text/html;q=0.9, application/json", JSON),
        ("text/*", HTML),
        ("*/*", JSON),
    ],
)
def test_a_page_is_for_those_who_prefer_one(accept: str, expected: str) -> None:
    assert preferred_type(RequestFactory().get("/graphql/", headers={"Accept": accept})) == expected


def test_an_accept_header_that_fits_nothing_is_not_acceptable(client: Client) -> None:
    response = post(client, "{ viewer }", accept="image/png")

    assert (response.status_code, response.json()["code"]) == (406, "not_acceptable")


@pytest.mark.parametrize(
    "content_type",
    [
        "application/json",
        "application/json; charset=utf-8",
        'Application/JSON; charset="UTF-8"',
        "application/json;charset=utf8",
    ],
)
def test_json_in_utf_8_is_read(client: Client, content_type: str) -> None:
    response = post_body(client, GREETING, content_type=content_type)

    assert response.json() == {"data": {"echo": "ÅÄÖ"}}


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/graphql",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json-patch+json",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=b",
        "multipart/form-data",
        "nonsense",
    ],
)
def test_any_other_content_is_an_unsupported_media_type(client: Client, content_type: str) -> None:
    response = post_body(client, GREETING, content_type=content_type)

    assert (response.status_code, response["Accept-Post"]) == (415, JSON)
    assert "application/json" in response.json()["error"]


def test_one_answer_in_a_multipart_body_says_what_separates_the_parts(client: Client) -> None:
    """A client that finds no boundary in the header looks for another than this one."""
    response = post_body(client, GREETING, accept="multipart/mixed;subscriptionSpec=1.0")

    media_type, parameters = parse_header_parameters(response["Content-Type"])
    assert (media_type, parameters["boundary"]) == ("multipart/mixed", "graphql")
    assert response.content.startswith(b"--graphql\r\n")
    assert response.content.rstrip().endswith(b"--graphql--")


def test_a_compressed_body_is_an_unsupported_media_type(client: Client) -> None:
    response = post_body(client, GREETING, **{"Content-Encoding": "gzip"})

    assert (response.status_code, "gzip" in response.json()["error"]) == (415, True)


def test_a_form_that_the_csrf_check_has_read_is_an_unsupported_media_type(strict_client: Client) -> None:
    strict_client.get("/accounts/login/")
    token = strict_client.cookies["csrftoken"].value
    operations = '{"query": "{ viewer }"}'

    response = strict_client.post("/graphql/", {"csrfmiddlewaretoken": token, "operations": operations})

    assert response.status_code == 415


def test_a_list_of_operations_is_refused_as_a_batch(client: Client) -> None:
    response = post_body(client, '[{"query": "{ viewer }"}]')

    assert response.status_code == 400
    assert "batches" in response.json()["error"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b'"text"', "not a string"),
        (b"7", "not a number"),
        (b"7.5", "not a number"),
        (b"true", "not a boolean"),
        (b"null", "not null"),
        (b"\xff\xfe\x00", "UTF-16"),
        (GREETING.encode("utf-16-le"), "NUL byte"),
        (b'{"query": "\xe4"}', "not UTF-8"),
        (b'{"query": "{ viewer }", "variables": {"n": ' + b"9" * 10_000 + b"}}", "10000 characters"),
        (b'{"query": "{ viewer }", "variables": {"n": ' + b"[" * 100_000 + b"]" * 100_000 + b"}}", "64 levels"),
        (b'{"query": "{ viewer }", "variables": {"n": NaN}}', "NaN"),
        (b'{"query": "{ viewer }", "variables": {"n": 1e999}}', "1e999"),
        (b'{"query": "{ viewer }", "variables": {"n": "\\u0000"}}', "U+0000 in variables.n"),
        (b'{"query": "{ viewer }", "variables": {"n": ["\\ud800"]}}', "U+D800 in variables.n[0]"),
        (b'{"query": "{ viewer }\\u0000"}', "U+0000 in query"),
    ],
    ids=lambda value: value[:40],
)  # fmt: skip
def test_a_body_that_cannot_be_read_is_a_bad_request_that_says_why(
    client: Client, body: bytes, said: str
) -> None:
    response = post_body(client, body)

    assert response.status_code == 400
    assert said in response.json()["error"]


def test_a_nul_character_escaped_in_the_query_is_refused(client: Client) -> None:
    response = post(client, '{ echo(text: "\\u0000") }')

    assert response.status_code == 400
    assert "U+0000" in response.json()["errors"][0]["message"]
    assert post(client, '{ echo(text: "\\\\u0000") }').json() == {"data": {"echo": "\\u0000"}}


def test_a_body_of_the_largest_size_is_read_and_one_byte_more_is_too_large(
    client: Client, settings: Settings
) -> None:
    settings.GRAPHQL_LIMITS = {"body_bytes": len(GREETING.encode())}

    assert post_body(client, GREETING).status_code == 200
    refused = post_body(client, f"{GREETING} ")

    assert (refused.status_code, refused.json()["code"]) == (413, "body_too_large")
    assert str(len(GREETING.encode()) + 1) in refused.json()["error"]
    assert str(len(GREETING.encode())) in refused.json()["error"]


def streamed(body: io.BytesIO, *, declared: str | None = None) -> HttpRequest:
    """A request whose body is a stream, with the length that its header declares."""
    headers = [] if declared is None else [(b"content-length", declared.encode())]
    return ASGIRequest({"type": "http", "method": "POST", "path": "/graphql/", "headers": headers}, body)


def test_a_body_of_undeclared_length_is_read_no_further_than_the_limit() -> None:
    body = io.BytesIO(b"x" * 100)

    with pytest.raises(Refusal, match="more than 10 bytes; this address takes at most 10"):
        read_body(streamed(body), maximum_bytes=10)

    assert body.tell() == 11


@pytest.mark.parametrize("declared", ["11", "9" * 5000])
def test_a_body_that_declares_too_much_is_not_read_at_all(declared: str) -> None:
    body = io.BytesIO(b"x" * 100)

    with pytest.raises(Refusal, match="this address takes at most 10"):
        read_body(streamed(body, declared=declared), maximum_bytes=10)

    assert body.tell() == 0


def test_a_connection_that_breaks_off_is_a_bad_request() -> None:
    class BrokenStream(io.BytesIO):
        """What a server gives when the client left."""

        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(size)

    with pytest.raises(Refusal, match="ended before it was complete"):
        read_body(streamed(BrokenStream()), maximum_bytes=10)


def test_large_numbers_in_texts_come_back_exactly(client: Client) -> None:
    response = get(client, query='{ echo(text: "1372462048115913939") }')

    assert b'"1372462048115913939"' in response.content
