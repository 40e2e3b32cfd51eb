"""Whoever is logged in is looked up anew for each request; nothing of it is stale."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries, Settings

from tests.factories import reporter_user

LIST = "/monitoring/api/manual-assignments/"


@pytest.fixture
def user(db: None) -> User:
    return reporter_user()


@pytest.fixture
def logged_in(client: Client, user: User) -> Client:
    client.force_login(user)
    assert client.get(LIST).status_code == 200
    return client


def test_who_asks_is_found_by_one_statement_for_the_session_and_one_for_the_user(
    logged_in: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(3) as statements:
        assert logged_in.get(LIST).status_code == 200

    session, user, _ = (statement["sql"] for statement in statements.captured_queries)
    assert "django_session" in session or "EXECUTE" in session
    assert "auth_user" in user or "EXECUTE" in user


def test_a_session_that_has_expired_is_nobody_s(logged_in: Client) -> None:
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))

    assert logged_in.get(LIST).status_code == 401


def test_a_session_that_was_deleted_is_nobody_s(logged_in: Client) -> None:
    Session.objects.all().delete()

    assert logged_in.get(LIST).status_code == 401


def test_a_user_who_was_deactivated_is_out_at_the_next_request(logged_in: Client, user: User) -> None:
    User.objects.filter(pk=user.pk).update(is_active=False)

    assert logged_in.get(LIST).status_code == 401


def test_a_user_who_was_deleted_is_out_at_the_next_request(logged_in: Client, user: User) -> None:
    user.delete()

    assert logged_in.get(LIST).status_code == 401


def test_a_new_password_ends_the_sessions_of_the_old_one(logged_in: Client, user: User) -> None:
    user.set_password("another password of the test suite")
    user.save()

    assert logged_in.get(LIST).status_code == 401


def test_a_session_lives_on_while_the_secret_key_is_changed(logged_in: Client, settings: Settings) -> None:
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the key that signs from now on, of the test suite alone"

    assert logged_in.get(LIST).status_code == 200


@pytest.mark.parametrize("key", ["", "0", "nobody's session", "x" * 5000, "\\'; DROP TABLE django_session"])
def test_a_session_cookie_that_nobody_was_given_is_nobody_s(client: Client, user: User, key: str) -> None:
    client.cookies["sessionid"] = key

    assert client.get(LIST).status_code == 401
