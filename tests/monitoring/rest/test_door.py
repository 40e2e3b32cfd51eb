"""What every call of the door has in common: who may, how, and in which order a request is refused."""

import io
import json
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from tests.factories import MONITOR_ID, assigned, machine
from tests.monitoring.rest.calls import (
    MANUAL_ASSIGNMENTS,
    POST_DOORS,
    SYNC_POOL,
    UPDATE_CURRENT,
    UPDATE_NEXT,
    all_rows,
    post,
    post_bytes,
    refusal,
)

DRAWING = "/monitoring/operations/1/drawing/"
GET_DOORS = (MANUAL_ASSIGNMENTS, DRAWING)
pytestmark = pytest.mark.django_db


class BrokenConnection(io.RawIOBase):
    """The body of a client that left before it had sent it all."""

    def read(self, *_size: int) -> bytes:
        raise ConnectionResetError


@pytest.fixture
def strict_script() -> Client:
    """The script, logged in by the form as it does it, and CSRF checked as a shop's server checks it."""
    User.objects.create_user("script", password="pass word")
    client = Client(enforce_csrf_checks=True)
    form = {"username": "script", "password": "pass word", "csrfmiddlewaretoken": token_of(client)}
    assert client.post("/accounts/login/", form).status_code == 302
    return client


def token_of(client: Client) -> str:
    """The CSRF token, from the cookie that the login page sets where there is none."""
    if "csrftoken" not in client.cookies:
        client.get("/accounts/login/")
    return client.cookies["csrftoken"].value


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "options"])
@pytest.mark.parametrize("logged_in", [False, True])
def test_a_wrong_method_is_told_first_with_the_right_one(
    client: Client, strict_script: Client, address: str, method: str, logged_in: bool
) -> None:
    response = getattr(strict_script if logged_in else Client(enforce_csrf_checks=True), method)(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "POST")
    assert response.headers["Content-Type"] == "application/json"


@pytest.mark.parametrize("address", GET_DOORS)
@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "options"])
def test_a_reading_address_takes_get_and_head_only(address: str, method: str) -> None:
    response = getattr(Client(enforce_csrf_checks=True), method)(address)

    assert (response.status_code, response.headers["Allow"]) == (405, "GET, HEAD")
    assert response.json()["code"] == "method_not_allowed"


@pytest.mark.parametrize("address", GET_DOORS)
def test_reading_without_a_login_is_401_in_json_and_never_a_redirect(address: str) -> None:
    response = Client().get(address, follow=True)

    assert (response.status_code, response.redirect_chain) == (401, [])
    assert response.json() == {"error": "Log in first.", "code": "not_authenticated"}


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize("with_token", [False, True])
@pytest.mark.parametrize("content_type", ["application/json", "text/plain", "multipart/form-data"])
def test_writing_without_a_login_is_401_in_json_before_csrf_type_and_body(
    address: str, with_token: bool, content_type: str
) -> None:
    client = Client(enforce_csrf_checks=True)
    headers = {"x-csrftoken": token_of(client)} if with_token else {}
    before = all_rows()

    response = client.post(address, b"{", content_type=content_type, headers=headers, follow=True)

    assert (response.status_code, response.redirect_chain) == (401, [])
    assert response.json() == {"error": "Log in first.", "code": "not_authenticated"}
    assert all_rows() == before


@pytest.mark.parametrize("address", [*GET_DOORS, *POST_DOORS])
def test_a_login_that_was_switched_off_counts_no_longer(strict_script: Client, address: str) -> None:
    User.objects.update(is_active=False)
    method = "POST" if address in POST_DOORS else "GET"

    response = strict_script.generic(method, address, b"{}", content_type="application/json")

    assert response.status_code == 401


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize("token", [None, "", "x" * 32, "not a token"])
def test_a_post_without_the_right_token_is_403_before_its_type_and_body(
    strict_script: Client, address: str, token: str | None
) -> None:
    headers = {} if token is None else {"x-csrftoken": token}
    before = all_rows()

    response = strict_script.post(address, b"{", content_type="text/plain", headers=headers)

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")
    assert all_rows() == before


def test_a_post_from_another_origin_is_403_though_its_token_is_right(strict_script: Client) -> None:
    headers = {"x-csrftoken": token_of(strict_script), "origin": "https://elsewhere.example"}

    response = strict_script.post(UPDATE_CURRENT, b"{}", content_type="application/json", headers=headers)

    assert (response.status_code, response.json()["code"]) == (403, "csrf_failed")


def test_the_token_of_the_cookie_opens_the_door(strict_script: Client) -> None:
    lathe = machine()
    assigned(lathe)
    payload = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}

    response = strict_script.post(
        UPDATE_CURRENT,
        json.dumps(payload),
        content_type="application/json",
        headers={"x-csrftoken": token_of(strict_script)},
    )

    assert (response.status_code, response.json()["changed"]) == (200, True)


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/x-www-form-urlencoded; charset=latin-1",
        "multipart/form-data",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "application/json; charset=latin-1",
        "application/json; charset=utf-16",
        "application/json; charset=unknown",
        "application/json; charset=\xff",
    ],
)
def test_anything_but_json_in_utf8_is_415_before_size_and_content(
    script: Client, settings: Settings, address: str, content_type: str
) -> None:
    settings.MAX_UPDATE_BODY_BYTES = settings.MAX_POOL_BODY_BYTES = 1

    response = script.generic("POST", address, b"{--x", content_type=content_type)

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize(
    "content_type", ["application/json", "application/json; charset=UTF-8", 'Application/JSON;charset="utf8"']
)
def test_json_may_say_that_it_is_utf8(script: Client, content_type: str) -> None:
    response = script.post(UPDATE_NEXT, b'{"machine_pk": 1}', content_type=content_type)

    assert response.json()["code"] == "machine_not_found"


@pytest.mark.parametrize(
    ("address", "setting"),
    [
        (UPDATE_CURRENT, "MAX_UPDATE_BODY_BYTES"),
        (UPDATE_NEXT, "MAX_UPDATE_BODY_BYTES"),
        (SYNC_POOL, "MAX_POOL_BODY_BYTES"),
    ],
)
def test_a_body_over_the_limit_of_its_address_is_413_before_it_is_read_and_says_the_limit(
    script: Client, settings: Settings, address: str, setting: str
) -> None:
    setattr(settings, setting, 1000)

    fitting, too_large = post_bytes(script, address, b"{" * 1000), post_bytes(script, address, b"{" * 1001)

    assert refusal(fitting) == (400, "unreadable_body", None)
    assert refusal(too_large) == (413, "body_too_large", None)
    assert "1000 bytes" in too_large.body["error"]


def test_a_body_over_the_limit_of_the_site_is_413_in_json_too(script: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 2000

    answered = post_bytes(script, UPDATE_CURRENT, b" " * 2001)

    assert refusal(answered) == (413, "body_too_large", None)
    assert "2000 bytes" in answered.body["error"]


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize(
    "body",
    [b"   ", b"{", b'{"machine_pk": 5', b"\xff\xfe{}", b"\xef\xbb\xbf{}", b"{}\x00", b"NaN", b"[" * 100_000,
     b'{"machine_pk": ' + b"9" * 10_000 + b"}", b'{"quantity": 1e999999999}', '{"å"}'.encode("latin-1")],
)  # fmt: skip
def test_an_unreadable_body_is_400(script: Client, address: str, body: bytes) -> None:
    before = all_rows()

    answered = post_bytes(script, address, body)

    assert refusal(answered) == (400, "unreadable_body", None)
    assert all_rows() == before


@pytest.mark.parametrize("address", POST_DOORS)
def test_a_setting_can_demand_a_right_of_those_who_report(
    script: Client, settings: Settings, address: str
) -> None:
    settings.REPORTING_PERMISSION = "monitoring.change_monitor_operation"
    before = all_rows()

    answered = post(script, address, {"machine_pk": 1, "operations": []})

    assert refusal(answered) == (403, "permission_denied", None)
    assert all_rows() == before


@pytest.mark.parametrize("debug", [False, True])
@pytest.mark.parametrize("address", [*GET_DOORS, *POST_DOORS])
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_an_address_without_its_last_slash_is_404_and_not_redirected(
    script: Client, settings: Settings, address: str, method: str, debug: bool
) -> None:
    settings.DEBUG = debug

    response = script.generic(method, address.removesuffix("/"), b"{}", content_type="application/json")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


@pytest.mark.parametrize("charset", ["hex", "utf-16", "idna", "undefined"])
def test_the_charset_of_a_body_that_is_not_there_does_not_decide_how_an_address_is_read(
    script: Client, charset: str
) -> None:
    response = script.generic(
        "GET", f"{MANUAL_ASSIGNMENTS}?machine_pk=5", content_type=f"application/json; charset={charset}"
    )

    assert (response.status_code, response.json()) == (200, {"assignments": []})


@pytest.mark.parametrize("address", POST_DOORS)
@pytest.mark.parametrize(
    "content_type",
    [
        "multipart/form-data",
        "multipart/form-data; boundary=\xff",
        "application/x-www-form-urlencoded; charset=latin-1",
    ],
)
def test_a_broken_form_is_415_although_the_csrf_check_cannot_read_it(
    strict_script: Client, address: str, content_type: str
) -> None:
    token = token_of(strict_script)

    response = strict_script.generic(
        "POST", address, b"--x\r\nbroken", content_type=content_type, headers={"x-csrftoken": token}
    )

    assert (response.status_code, response.json()["code"]) == (415, "unsupported_media_type")


@pytest.mark.parametrize("address", POST_DOORS)
def test_a_client_that_leaves_in_the_middle_of_its_body_has_written_nothing(
    script: Client, address: str
) -> None:
    broken: dict[str, Any] = {"wsgi.input": BrokenConnection()}
    before = all_rows()

    response = script.post(address, b"{}", content_type="application/json", **broken)

    assert (response.status_code, response.json()["code"]) == (400, "unreadable_body")
    assert all_rows() == before
