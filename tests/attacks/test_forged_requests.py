"""A page of another site, open in a planner's browser, can post nothing here and open no stream here."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.attacks.tables import rows_of
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person, Shop
from tests.live_clients import FOLLOW, PROTOCOL, cookies_of

CLEAR = "mutation { clearSlot(input: {machinePk: 5, operationType: CURRENT}) { __typename } }"
REPORT = {"machine_pk": 5, "monitor_operation_id": "1356903283169489935", "currently_made_quantity": 45}
POOL = {"operations": [{"monitor_operation_id": "1", "part_name": "Bolt"}], "force": True}
# Every address that takes a POST, with a body that would change something.
JSON_DOORS: dict[str, Any] = {
    "/graphql/": {"query": CLEAR},
    "/monitoring/update-current-monitor-operation/": REPORT,
    "/monitoring/update-next-monitor-operation/": {**REPORT, "name": "Bolt"},
    "/monitoring/api/sync-operation-pool/": POOL,
}
FORM_DOORS: dict[str, Any] = {
    "/admin/monitoring/machine/add/": {"name": "Forged", "is_active": "on"},
    "/admin/monitoring/machine/": {"action": "delete_selected", "_selected_action": "5", "post": "yes"},
    "/admin/monitoring/machine/5/delete/": {"post": "yes"},
    "/admin/auth/user/add/": {"username": "forged", "password1": PASSWORD, "password2": PASSWORD},
    "/accounts/logout/": {},
    "/language/": {"language": "sv", "next": "/"},
}
DOORS = [*JSON_DOORS, *FORM_DOORS]


@pytest.fixture(scope="session")
def admin(shop: Shop, keys: dict[str, int]) -> Person:
    """Somebody with every right: what is refused to this session is refused for want of a token alone."""
    return shop.person("admin")


def post(person: Person, door: str, **headers: str) -> requests.Response:
    """POST what would change something, with a session, and with nothing but these headers."""
    body = {"json": JSON_DOORS[door]} if door in JSON_DOORS else {"data": FORM_DOORS[door]}
    return requests.post(
        person.base_url + door,
        cookies=dict(person.http.cookies),
        headers=headers,
        timeout=PATIENCE_SECONDS,
        allow_redirects=False,
        **body,
    )


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize("forged", ["none", "empty", "made up", "of another session", "cut off"])
def test_no_door_takes_a_post_without_the_token_of_its_session(
    shop: Shop, admin: Person, planner: Person, door: str, forged: str
) -> None:
    tokens = {
        "none": {},
        "empty": {"X-CSRFToken": ""},
        "made up": {"X-CSRFToken": "x" * 64},
        "of another session": {"X-CSRFToken": planner.csrf_token},
        "cut off": {"X-CSRFToken": admin.csrf_token[:-1]},
    }
    before = rows_of(shop)

    answer = post(admin, door, **tokens[forged])

    assert answer.status_code == 403
    assert rows_of(shop) == before


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://elsewhere.example",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://127.0.0.1.elsewhere.example:{port}",
        "http://127.0.0.1:{port}.elsewhere.example",
        "http://x.127.0.0.1:{port}",
        "http://elsewhere.example#127.0.0.1:{port}",
        "//127.0.0.1:{port}",
        "http://127.0.0.1:{port}@elsewhere.example",
    ],
)
def test_even_with_the_token_a_page_of_another_origin_posts_nothing(
    shop: Shop, admin: Person, door: str, origin: str
) -> None:
    here = origin.format(port=urlsplit(shop.base_url).port)
    before = rows_of(shop)

    answer = post(admin, door, **{"X-CSRFToken": admin.csrf_token, "Origin": here})

    assert answer.status_code == 403
    assert rows_of(shop) == before


@pytest.mark.parametrize("door", JSON_DOORS)
@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
def test_what_a_form_can_send_without_asking_is_no_json(
    shop: Shop, admin: Person, door: str, content_type: str
) -> None:
    """A form of another site can post these three types alone; it cannot send the token, and would fail with it."""
    body = json.dumps(JSON_DOORS[door])
    before = rows_of(shop)

    for headers, status in (({}, 403), ({"X-CSRFToken": admin.csrf_token}, 415)):
        answer = requests.post(
            shop.base_url + door,
            body,
            cookies=dict(admin.http.cookies),
            headers={"Content-Type": content_type, **headers},
            timeout=PATIENCE_SECONDS,
        )
        assert answer.status_code == status
    assert rows_of(shop) == before


def test_nobody_is_logged_in_by_the_page_of_another_site(shop: Shop) -> None:
    """Else a planner would work under an attacker's name."""
    url = f"{shop.base_url}/accounts/login/"
    form = {"username": "planner", "password": PASSWORD}

    bare = requests.post(url, form, timeout=PATIENCE_SECONDS)
    with_another_token = requests.post(
        url,
        {**form, "csrfmiddlewaretoken": "x" * 32},
        cookies={"csrftoken": "y" * 32},
        timeout=PATIENCE_SECONDS,
    )

    for answer in (bare, with_another_token):
        assert answer.status_code == 403
        assert "sessionid" not in answer.cookies


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("door", DOORS)
def test_reading_an_address_that_changes_things_changes_nothing(
    shop: Shop, admin: Person, door: str, method: str
) -> None:
    before = rows_of(shop)

    answer = requests.request(
        method,
        shop.base_url + door,
        params={"query": CLEAR} | FORM_DOORS.get(door, {}),
        cookies=dict(admin.http.cookies),
        headers={"Accept": "application/json"},
        timeout=PATIENCE_SECONDS,
    )

    assert answer.status_code < 500
    assert rows_of(shop) == before
    assert admin.get("/graphql/?query={viewer{name}}").status_code == 200, "the session goes on"


@pytest.mark.parametrize(
    "origin",
    [
        "null",
        "http://127.0.0.1",
        "http://127.0.0.1:1",
        "https://127.0.0.1:{port}",
        "http://localhost:{port}",
        "http://127.0.0.1.elsewhere.example:{port}",
        "http://x.127.0.0.1:{port}",
        "http://127.0.0.1:{port}@elsewhere.example",
        "http://elsewhere.example/127.0.0.1:{port}",
        "//127.0.0.1:{port}",
        "127.0.0.1:{port}",
        "file://",
        "http://[::1",
        "",
        "\xff",
    ],
)
def test_a_page_of_another_origin_opens_no_websocket(shop: Shop, planner: Person, origin: str) -> None:
    there = origin.format(port=urlsplit(shop.base_url).port)

    with (
        pytest.raises(InvalidStatus) as refused,
        connect(
            shop.base_url.replace("http", "ws", 1) + "/graphql/",
            subprotocols=[PROTOCOL],  # type: ignore[list-item]  # a NewType of str
            additional_headers=cookies_of(planner) | {"Origin": there},
        ),
    ):
        pass

    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "path", ["/graphql/", "/monitoring/api/manual-assignments/", "/monitoring/planning/"]
)
def test_no_answer_may_be_read_by_the_page_of_another_origin(planner: Person, path: str) -> None:
    """Neither a request nor an event stream with a planner's cookies: no answer names an origin that may read it."""
    for accept in ("application/json", "text/event-stream", "text/html"):
        answer = planner.http.get(
            planner.base_url + path,
            params={"query": FOLLOW if accept == "text/event-stream" else "{ viewer { name } }"},
            headers={"Origin": "http://elsewhere.example", "Accept": accept},
            timeout=PATIENCE_SECONDS,
            stream=True,
        )
        with answer:
            allowing = [name for name in answer.headers if name.lower().startswith("access-control-")]
            assert allowing == []


def test_a_browser_is_not_allowed_to_ask_first(planner: Person) -> None:
    answer = planner.http.options(
        f"{planner.base_url}/graphql/",
        headers={"Origin": "http://elsewhere.example", "Access-Control-Request-Method": "POST"},
        timeout=PATIENCE_SECONDS,
    )

    assert not any(name.lower().startswith("access-control-") for name in answer.headers)
