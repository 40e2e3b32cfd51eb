"""Where a request comes from, whatever the client says."""

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from config.client_address import client_address

PEER = "10.0.0.9"


def address(peer: str = PEER, forwarded: str | None = None) -> str | None:
    """The address that a request has, which came over a connection from `peer`."""
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return client_address(RequestFactory(REMOTE_ADDR=peer).get("/", headers=headers))


def test_without_a_proxy_the_header_counts_for_nothing() -> None:
    assert address() == PEER
    assert address(forwarded="192.0.2.1") == PEER


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (1, "192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.66, 192.0.2.1", "192.0.2.1"),
        (1, "203.0.113.66,203.0.113.67,192.0.2.1", "192.0.2.1"),
        (2, "203.0.113.66, 192.0.2.1, 10.0.0.8", "192.0.2.1"),
        (2, "192.0.2.1, 10.0.0.8", "192.0.2.1"),
    ],
)
def test_behind_proxies_the_outermost_ones_word_counts_and_nothing_left_of_it(
    settings: Settings, proxies: int, forwarded: str, client: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = proxies

    assert address(forwarded=forwarded) == client


@pytest.mark.parametrize("forwarded", [None, "", "192.0.2.1", "unknown, 192.0.2.1"])
def test_what_did_not_pass_all_proxies_comes_from_its_connection(
    settings: Settings, forwarded: str | None
) -> None:
    settings.TRUSTED_PROXY_COUNT = 2

    assert address(forwarded=forwarded) == PEER


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        (" 192.0.2.1 ", "192.0.2.1"),
        ("192.0.2.1:50123", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:DB8:0:0::1", "2001:db8::1"),
        ("[2001:db8::1]:50123", "2001:db8::1"),
        ("fe80::1%eth0", "fe80::1"),
    ],
)
def test_an_address_is_the_same_however_it_is_written(
    settings: Settings, written: str, canonical: str
) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    assert address(forwarded=written) == canonical


@pytest.mark.parametrize("nonsense", ["unknown", "_hidden", "[", "1.2.3", "192.0.2.1\x00", "@", "::1::"])
def test_what_is_no_address_is_not_taken_for_one(settings: Settings, nonsense: str) -> None:
    settings.TRUSTED_PROXY_COUNT = 1

    assert address(forwarded=nonsense) == PEER


def test_a_connection_without_an_address_has_none() -> None:
    assert address(peer="") is None
