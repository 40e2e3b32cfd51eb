"""Every address of the site: what it shows to somebody who is not logged in."""

import re

import pytest
from django.urls import URLPattern, URLResolver, get_resolver

from tests.access.people import EVERYBODY, OUTSIDERS, client_of

# Each address outside of the administration, with what an anonymous GET gets. The doors have tests of their own.
ANONYMOUS = {
    "": 302,
    "accounts/login/": 200,
    "accounts/logout/": 405,
    "accounts/logout-everywhere/": 405,
    "graphql/": 401,
    "monitoring/api/manual-assignments/": 401,
    "monitoring/api/sync-operation-pool/": 405,
    "monitoring/update-current-monitor-operation/": 405,
    "monitoring/update-next-monitor-operation/": 405,
    "monitoring/operations/<int:operation_pk>/drawing/": 401,
    "monitoring/planning/": 302,
    "monitoring/planning/<int:machine_pk>/": 302,
    "monitoring/board/": 302,
    "language/": 302,
    "language/catalogue/": 200,
    "favicon.ico": 302,
}
ADMINISTRATION = "admin/"
LIST = re.compile(r"admin/(?!password_change)\w+/\w+/")

pytestmark = pytest.mark.django_db


def addresses(patterns: list[URLPattern | URLResolver], prefix: str = "") -> list[str]:
    """Every address below a prefix, as its pattern is written."""
    found = []
    for one in patterns:
        path = prefix + str(one.pattern)
        found += addresses(one.url_patterns, path) if isinstance(one, URLResolver) else [path]
    return found


def outside_of_administration() -> list[str]:
    return [one for one in addresses(get_resolver().url_patterns) if not one.startswith(ADMINISTRATION)]


def test_every_address_stands_in_the_table() -> None:
    assert sorted(outside_of_administration()) == sorted(ANONYMOUS)


@pytest.mark.parametrize("address", ANONYMOUS)
def test_who_is_not_logged_in_gets_no_more_than_the_table_says(address: str) -> None:
    path = "/" + address.replace("<int:operation_pk>", "1").replace("<int:machine_pk>", "1")

    assert client_of("anonymous").get(path).status_code == ANONYMOUS[address]


@pytest.mark.parametrize("role", EVERYBODY)
def test_the_administration_is_open_to_staff_alone(role: str) -> None:
    client = client_of(role)
    lists = [f"/{address}" for address in addresses(get_resolver().url_patterns) if LIST.fullmatch(address)]

    statuses = {path: client.get(path).status_code for path in ["/admin/", *lists]}

    # Staff without a permission comes in, and finds nothing to open.
    of_lists = 403 if role == "staff" else 302
    assert len(lists) > 5
    assert statuses == {"/admin/": 200 if role == "staff" else 302} | dict.fromkeys(lists, of_lists)


@pytest.mark.parametrize("role", OUTSIDERS)
def test_the_start_page_leads_outsiders_to_the_login_page(role: str) -> None:
    assert client_of(role).get("/").headers["Location"] == "/accounts/login/?next=/"
