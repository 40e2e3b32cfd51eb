"""A stream lasts no longer than the login that it was opened with."""

import pytest
import requests

from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Person, Shop
from tests.live_clients import EventStreamClient, open_event_stream, open_socket

LIVE_UPDATES = "login_check_seconds=1"

ENDINGS = {
    "deactivated": "User.objects.filter(username='planner').update(is_active=False)",
    "deleted": "User.objects.filter(username='planner').delete()",
    "password changed": "user.set_password('another password'); user.save()",
    "logged out everywhere": "Session.objects.all().delete()",
}
UNDO = """
from django.contrib.auth.models import Permission, User
user, _ = User.objects.get_or_create(username="planner")
user.is_active = True
user.set_password({password!r})
user.save()
user.user_permissions.add(Permission.objects.get(codename="change_machineoperationassignment"))
answer = None
"""


def rest_of(stream: EventStreamClient) -> list[str]:
    """The comments until the server ends the stream."""
    comments = []
    try:
        while True:
            comments.append(stream.read().comment)
    except StopIteration:
        return comments


def log_out(person: Person, *, by: str = "/accounts/logout/") -> None:
    answer = person.http.post(
        person.base_url + by,
        headers=person.headers | {"Referer": person.base_url},
        timeout=PATIENCE_SECONDS,
    )
    assert answer.ok


def in_database(shop: Shop, code: str) -> None:
    shop.in_database(
        "from django.contrib.auth.models import Permission, User\n"
        "from django.contrib.sessions.models import Session\n"
        f"user = User.objects.get(username='planner')\n{code}\nanswer = None"
    )


@pytest.fixture
def planner(shop: Shop, script: Script) -> Person:
    """The planner, as if nothing had happened to that login before."""
    shop.in_database(UNDO.format(password=PASSWORD))
    return shop.person("planner")


def test_logging_out_closes_the_streams_of_that_session_and_no_others(
    shop: Shop, script: Script, planner: Person
) -> None:
    elsewhere = shop.person("planner")
    with (
        open_socket(planner) as screen,
        open_event_stream(planner) as stream,
        open_event_stream(elsewhere) as other,
    ):
        screen.subscribe()
        log_out(planner)

        assert screen.closing_code() == 4401
        assert rest_of(stream)[-1] == "You are no longer logged in."
        script.report(45)
        assert other.event()["quantity"] == 45


def test_logging_out_everywhere_closes_the_streams_of_all_of_ones_sessions(
    shop: Shop, script: Script, planner: Person
) -> None:
    elsewhere = shop.person("planner")
    with open_socket(elsewhere) as screen, open_event_stream(planner) as stream:
        screen.subscribe()
        log_out(planner, by="/accounts/logout-everywhere/")

        assert screen.closing_code() == 4401
        assert rest_of(stream)[-1] == "You are no longer logged in."
    assert script.report(45).status_code == 200


@pytest.mark.parametrize("what", ENDINGS)
def test_whatever_ends_a_login_closes_its_streams(shop: Shop, planner: Person, what: str) -> None:
    with open_socket(planner) as screen, open_event_stream(planner) as stream:
        screen.subscribe()
        in_database(shop, ENDINGS[what])

        assert screen.closing_code() == 4401
        assert rest_of(stream)[-1] == "You are no longer logged in."


def test_a_changed_permission_closes_the_streams_so_that_they_are_opened_anew_with_it(
    shop: Shop, script: Script, planner: Person
) -> None:
    with open_socket(planner) as screen, open_event_stream(planner) as stream:
        screen.subscribe()
        in_database(shop, "user.user_permissions.clear()")

        assert screen.closing_code() == 4403
        assert rest_of(stream)[-1].startswith("What your login may do has changed.")
    with open_event_stream(planner) as stream:
        script.report(45)
        assert stream.event()["quantity"] == 45


def test_a_socket_without_a_subscription_ends_with_its_login_too(planner: Person) -> None:
    with open_socket(planner) as screen:
        log_out(planner)

        assert screen.closing_code() == 4401


def test_after_logging_out_a_client_is_asked_to_log_in(planner: Person) -> None:
    log_out(planner)

    answer = requests.get(
        f"{planner.base_url}/graphql/",
        headers={"Accept": "text/event-stream"},
        cookies=planner.http.cookies,
        timeout=PATIENCE_SECONDS,
    )

    assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")
