"""The login lock of a real server behind a proxy: no client chooses its address."""

import http.client
from collections.abc import Iterator
from urllib.parse import urlencode, urlsplit

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import LoginLockedOut, LoginRefused
from monitor_script.http_session import open_http_session
from monitor_script.stop_request import StopRequest
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Shop, open_shop

FORM = "/accounts/login/"
CLIENT, OTHER_CLIENT = "192.0.2.1", "192.0.2.2"


@pytest.fixture
def proxied_shop(empty_database_url: str) -> Iterator[Shop]:
    """Behind one proxy, played by the tests; two wrong passwords lock."""
    with open_shop(empty_database_url, TRUSTED_PROXY_COUNT="1", LOGIN_ATTEMPTS="2") as shop:
        yield shop


def log_in(shop: Shop, password: str, *lines: tuple[str, str]) -> int:
    """Send the login form with these lines of the header, also several of one name; returns the status."""
    cookies = requests.get(shop.base_url + FORM, timeout=PATIENCE_SECONDS).cookies
    form = {"username": "planner", "password": password, "csrfmiddlewaretoken": cookies["csrftoken"]}
    body = urlencode(form).encode()
    connection = http.client.HTTPConnection(urlsplit(shop.base_url).netloc, timeout=PATIENCE_SECONDS)
    connection.putrequest("POST", FORM)
    for name, value in (
        ("Content-Type", "application/x-www-form-urlencoded"),
        ("Content-Length", str(len(body))),
        ("Cookie", f"csrftoken={cookies['csrftoken']}"),
        *lines,
    ):
        connection.putheader(name, value)
    connection.endheaders(body)
    status = connection.getresponse().status
    connection.close()
    return status


def through_proxy(*own_lines: tuple[str, str], client: str = CLIENT) -> list[tuple[str, str]]:
    """What arrives by a proxy that adds a line of its own below those of the client."""
    return [*own_lines, ("X-Forwarded-For", client)]


def test_no_header_of_a_client_makes_it_another_client(proxied_shop: Shop) -> None:
    first = log_in(proxied_shop, "wrong", *through_proxy(("X-Forwarded-For", "203.0.113.1")))
    second = log_in(proxied_shop, "wrong", *through_proxy(("X_Forwarded_For", "203.0.113.2")))
    third = log_in(proxied_shop, PASSWORD, *through_proxy(("Forwarded", "for=203.0.113.3")))

    assert (first, second, third) == (200, 429, 429)
    assert log_in(proxied_shop, PASSWORD, *through_proxy(client=OTHER_CLIENT)) == 302


def test_the_script_is_told_that_it_is_locked_out_and_for_how_long(proxied_shop: Shop) -> None:
    with StopRequest() as stop, open_http_session(stop=stop) as http_session:
        session = AuthSession(
            base_url=proxied_shop.base_url, username="script", password="wrong", http=http_session
        )
        with pytest.raises(LoginRefused, match="wrong user name or password"):
            session.login()

        with pytest.raises(LoginLockedOut, match=r"locked 'script' out .* No login is tried for 15 min\."):
            session.login()
