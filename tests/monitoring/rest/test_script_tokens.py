"""The script's own addresses by a token: without a session, without CSRF, and nowhere else."""

import logging
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from monitoring import rest_login
from monitoring.domain.script_tokens import create_script_token
from monitoring.models import PlanningEvent, ScriptToken
from tests.factories import MONITOR_ID, NEXT, assigned, machine, planner_user, reporter_user, viewer_user
from tests.monitoring.rest.calls import (
    ACCEPTED,
    MANUAL_ASSIGNMENTS,
    POST_DOORS,
    SYNC_POOL,
    UPDATE_CURRENT,
    UPDATE_NEXT,
    all_rows,
    post,
    tracked,
)

TOKEN_DOORS = (MANUAL_ASSIGNMENTS, *POST_DOORS)
OTHER_DOORS = {
    "/monitoring/operations/1/drawing/": 401,
    "/monitoring/planning/": 302,
    "/monitoring/board/": 302,
    "/graphql/": 401,
    "/admin/": 302,
    "/": 302,
}
REFUSED = {"error": "This script token is unknown, expired or revoked.", "code": "invalid_token"}

pytestmark = pytest.mark.django_db


def token_of(user: User) -> str:
    return create_script_token(user=user, name="computer in hall 2", days=365).secret


def client_with(token: str, **options: Any) -> Client:
    """A program that sends a token, and checks that no CSRF token is needed."""
    return Client(enforce_csrf_checks=True, headers={"authorization": f"Bearer {token}"}, **options)


@pytest.fixture
def user() -> User:
    return reporter_user()


@pytest.fixture
def by_token(user: User) -> Client:
    return client_with(token_of(user))


def test_a_token_reads_reports_and_syncs_without_cookies_in_the_name_of_its_user(by_token: Client) -> None:
    lathe = machine()
    assigned(lathe, assigned(lathe), slot=NEXT)
    report = {"machine_pk": lathe.pk, "monitor_operation_id": MONITOR_ID, "currently_made_quantity": 45}

    assert tracked(by_token) == [(lathe.pk, MONITOR_ID, "current"), (lathe.pk, MONITOR_ID, "next")]
    assert post(by_token, UPDATE_CURRENT, report) == (200, ACCEPTED)
    assert post(by_token, UPDATE_NEXT, report | {"currently_made_quantity": 46}) == (200, ACCEPTED)
    operations = [{"monitor_operation_id": "9", "part_name": "Lid", "report_id": "R-9", "quantity": 1}]
    assert post(by_token, SYNC_POOL, {"operations": operations}).body["created"] == 1

    assert {event.actor for event in PlanningEvent.objects.exclude(kind="assigned")} == {"monitor-script"}
    assert not by_token.cookies
    assert not Session.objects.exists()


def test_a_token_costs_one_statement_where_a_session_costs_two(
    by_token: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by_token.get(MANUAL_ASSIGNMENTS)

    # The token with its user, the list.
    with django_assert_num_queries(2):
        assert by_token.get(MANUAL_ASSIGNMENTS).status_code == 200


@pytest.mark.parametrize("address", OTHER_DOORS)
def test_no_other_address_takes_a_token_even_of_a_planner(address: str) -> None:
    client = client_with(token_of(planner_user()))

    assert client.get(address).status_code == OTHER_DOORS[address]


def test_graphql_takes_no_token(by_token: Client) -> None:
    response = by_token.post("/graphql/", {"query": "{ viewer { name } }"}, content_type="application/json")

    assert response.status_code == 401


@pytest.mark.parametrize("address", TOKEN_DOORS)
@pytest.mark.parametrize("what", ["unknown", "empty", "expired", "revoked", "of nobody any more", "two"])
def test_a_token_that_does_not_count_is_401_and_no_session_stands_in_for_it(
    user: User, address: str, what: str
) -> None:
    token = token_of(user)
    ended = {"expired": {"expires_at": timezone.now()}, "revoked": {"revoked_at": timezone.now()}}
    ScriptToken.objects.update(**ended.get(what, {}))
    if what == "of nobody any more":
        User.objects.filter(pk=user.pk).update(is_active=False)
    sent = {"unknown": token + "x", "empty": "", "two": f"{token},Bearer {token}"}.get(what, token)
    client = client_with(sent)
    client.force_login(planner_user())
    before = all_rows()

    response = getattr(client, "get" if address == MANUAL_ASSIGNMENTS else "post")(address)

    assert (response.status_code, response.json()) == (401, REFUSED)
    assert response.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
    assert all_rows() == before


@pytest.mark.parametrize("scheme", ["bearer", "BEARER", "Bearer "])
def test_the_scheme_may_be_written_in_any_case(user: User, scheme: str) -> None:
    client = Client(headers={"authorization": f"{scheme} {token_of(user)}"})

    assert client.get(MANUAL_ASSIGNMENTS).status_code == 200


def test_with_a_token_and_a_session_the_token_alone_counts(settings: Settings) -> None:
    settings.REPORTING_PERMISSION = "monitoring.change_machineoperationassignment"
    of_viewer, of_planner = viewer_user(), planner_user()
    client = client_with(token_of(of_viewer))
    client.force_login(of_planner)

    assert client.get(MANUAL_ASSIGNMENTS).json()["code"] == "permission_denied"
    assert post(client, SYNC_POOL, {"operations": []}).body["code"] == "permission_denied"

    other_way_round = client_with(token_of(of_planner))
    other_way_round.force_login(of_viewer)

    assert other_way_round.get(MANUAL_ASSIGNMENTS).status_code == 200


def test_a_session_with_another_kind_of_authorization_stays_a_session(user: User) -> None:
    """Some proxies ask for a password of their own, and pass it on."""
    client = Client(enforce_csrf_checks=True, headers={"authorization": "Basic dXNlcjpwYXNz"})
    client.force_login(user)

    assert client.get(MANUAL_ASSIGNMENTS).status_code == 200
    assert post(client, SYNC_POOL, {"operations": []}).body["code"] == "csrf_failed"


@pytest.mark.parametrize("demanded", [False, True])
def test_a_token_may_what_its_user_may(settings: Settings, user: User, demanded: bool) -> None:
    settings.REPORTING_PERMISSION = "monitoring.report_quantities" if demanded else ""

    assert client_with(token_of(user)).get(MANUAL_ASSIGNMENTS).status_code == (403 if demanded else 200)


@pytest.mark.parametrize("address", POST_DOORS)
def test_a_wrong_method_type_or_body_is_refused_as_with_a_session(by_token: Client, address: str) -> None:
    assert by_token.get(address).status_code == 405
    assert by_token.post(address, b"{}", content_type="text/plain").status_code == 415
    broken = by_token.post(address, b"--x", content_type="multipart/form-data; boundary=")
    assert broken.status_code == 415
    assert by_token.post(address, b"{", content_type="application/json").status_code == 400


def test_a_page_of_another_site_cannot_have_a_browser_send_a_token(by_token: Client) -> None:
    """The header makes a browser ask first, and the answer allows nothing."""
    asked = by_token.options(SYNC_POOL, headers={"origin": "https://elsewhere.example"})

    assert asked.status_code == 405
    assert not any(name.startswith("Access-Control") for name in asked.headers)


def test_the_use_of_a_token_is_noted(by_token: Client) -> None:
    by_token.get(MANUAL_ASSIGNMENTS)

    used = ScriptToken.objects.get().last_used_at
    assert used is not None
    assert timezone.now() - used < timedelta(minutes=1)


def test_a_use_that_cannot_be_noted_keeps_nobody_out(
    by_token: Client, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def full_disk(_token: ScriptToken) -> None:
        raise DatabaseError("could not extend file: No space left on device")

    monkeypatch.setattr(rest_login, "note_use", full_disk)

    assert by_token.get(MANUAL_ASSIGNMENTS).status_code == 200
    assert "could not be noted; it was let in." in caplog.text


def test_no_secret_is_in_the_log(user: User, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    secret = token_of(user)

    client_with(secret).get(MANUAL_ASSIGNMENTS)
    client_with(secret + "x").get(MANUAL_ASSIGNMENTS)
    post(client_with(secret), UPDATE_CURRENT, {"machine_pk": 1, "monitor_operation_id": "9"})

    refusals = [record.getMessage() for record in caplog.records if record.name == "monitoring.rest_errors"]
    assert len(refusals) == 2
    assert refusals[0].startswith(
        f"Refused GET {MANUAL_ASSIGNMENTS} by nobody who is logged in: 401 invalid_token"
    )
    assert secret not in caplog.text
