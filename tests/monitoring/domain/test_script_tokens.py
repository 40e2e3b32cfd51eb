"""Script tokens: what is kept of them, and what ends them."""

import hashlib
from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from monitoring.domain.errors import InvalidValue
from monitoring.domain.script_tokens import (
    NewScriptToken,
    create_script_token,
    note_use,
    revoke_script_token,
    state_of,
    valid_script_token,
)
from monitoring.models import ScriptToken
from tests.factories import reporter_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def user() -> User:
    return reporter_user()


@pytest.fixture
def made(user: User) -> NewScriptToken:
    return create_script_token(user=user, name="computer in hall 2", days=365)


def test_a_secret_is_long_random_and_says_what_it_is(user: User, made: NewScriptToken) -> None:
    other = create_script_token(user=user, name="another", days=365)

    assert made.secret.startswith("script-token-")
    assert len(made.secret.removeprefix("script-token-")) == 43  # 256 bits in base64
    assert made.secret != other.secret


def test_of_a_secret_only_its_hash_is_kept(made: NewScriptToken) -> None:
    row = ScriptToken.objects.values().get()

    assert row["token_sha256"] == hashlib.sha256(made.secret.encode()).hexdigest()
    assert not any(made.secret in str(value) for value in row.values())


def test_a_token_is_found_with_its_user_in_one_statement(
    user: User, made: NewScriptToken, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(1):
        found = valid_script_token(made.secret)

        assert found is not None
        assert found.user == user


@pytest.mark.parametrize("secret", ["", "script-token-", "x" * 10_000, "\x00", "\ud800", "ÿ"])
def test_what_is_no_secret_finds_nothing(made: NewScriptToken, secret: str) -> None:
    assert valid_script_token(secret) is None


def test_neither_a_part_of_a_secret_nor_its_hash_finds_anything(made: NewScriptToken) -> None:
    assert valid_script_token(made.secret[:-1]) is None
    assert valid_script_token(made.secret.upper()) is None
    assert valid_script_token(made.token.token_sha256) is None


def test_a_token_ends_with_its_last_day(made: NewScriptToken) -> None:
    lasts = made.token.expires_at - timezone.now()
    assert timedelta(days=364, hours=23) < lasts <= timedelta(days=365)

    ScriptToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert valid_script_token(made.secret) is None
    assert state_of(ScriptToken.objects.get()) == "expired"


def test_a_revoked_token_counts_no_more_and_is_revoked_once(made: NewScriptToken) -> None:
    assert revoke_script_token(made.token)
    revoked_at = ScriptToken.objects.get().revoked_at

    assert valid_script_token(made.secret) is None
    assert not revoke_script_token(made.token)
    assert ScriptToken.objects.get().revoked_at == revoked_at
    assert state_of(ScriptToken.objects.get()) == "revoked"


def test_a_token_counts_for_as_long_as_its_user_may_log_in(user: User, made: NewScriptToken) -> None:
    user.is_active = False
    user.save()

    assert valid_script_token(made.secret) is None
    assert state_of(ScriptToken.objects.get()) == "its user is not active"


def test_a_token_goes_with_its_user(user: User, made: NewScriptToken) -> None:
    user.delete()

    assert valid_script_token(made.secret) is None
    assert not ScriptToken.objects.exists()


def test_the_use_is_noted_every_five_minutes_and_costs_nothing_between(
    made: NewScriptToken, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    note_use(made.token)
    first = ScriptToken.objects.get()
    assert first.last_used_at is not None

    with django_assert_num_queries(0):
        note_use(first)
    ScriptToken.objects.update(last_used_at=first.last_used_at - timedelta(minutes=5))
    note_use(ScriptToken.objects.get())

    again = ScriptToken.objects.get().last_used_at
    assert again is not None
    assert again > first.last_used_at


@pytest.mark.parametrize(
    ("name", "days", "field"),
    [
        ("", 365, "name"),
        ("  ", 365, "name"),
        ("x" * 101, 365, "name"),
        ("\x00", 365, "name"),
        ("script", 0, "days"),
        ("script", -1, "days"),
        ("script", 3651, "days"),
    ],
)
def test_a_wrong_name_or_time_is_refused_with_the_limit_and_makes_nothing(
    user: User, name: str, days: int, field: str
) -> None:
    with pytest.raises(InvalidValue) as refused:
        create_script_token(user=user, name=name, days=days)

    assert refused.value.field == field
    assert not ScriptToken.objects.exists()


def test_no_token_is_made_for_an_account_that_is_switched_off(user: User) -> None:
    user.is_active = False

    with pytest.raises(InvalidValue, match="is not active"):
        create_script_token(user=user, name="script", days=1)
