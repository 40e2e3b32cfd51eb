"""Script tokens: made, recognised, noted as used, and revoked. Whoever has one speaks for its user."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from django.utils import timezone

from monitoring.domain.errors import InvalidValue
from monitoring.domain.values import check_text
from monitoring.models import ScriptToken

if TYPE_CHECKING:
    from django.contrib.auth.models import User

# By which people, and tools that search for secrets, see what it is.
PREFIX: Final = "script-token-"
SECRET_BYTES: Final = 32
MOST_DAYS: Final = 3650
LONGEST_NAME: Final = 100
BETWEEN_NOTES: Final = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class NewScriptToken:
    """A token with its secret, which is known at this moment and never again."""

    token: ScriptToken
    secret: str


def create_script_token(*, user: User, name: str, days: int) -> NewScriptToken:
    """Make a token that lasts so many days (1 to 3650) and is told from others by its name (1 to 100 characters).

    Raises InvalidValue for another name or number of days, and for a user who is not active.
    """
    name = name.strip()
    check_text(name, field="name", maximum=LONGEST_NAME)
    if not name:
        raise InvalidValue("name must not be empty.", field="name")
    if not 1 <= days <= MOST_DAYS:
        raise InvalidValue(f"days must be between 1 and {MOST_DAYS}; {days} is not.", field="days")
    if not user.is_active:
        raise InvalidValue(f"The account of {user.get_username()} is not active.", field="username")
    secret = PREFIX + secrets.token_urlsafe(SECRET_BYTES)
    token = ScriptToken.objects.create(
        user=user, name=name, token_sha256=_hash(secret), expires_at=timezone.now() + timedelta(days=days)
    )
    return NewScriptToken(token=token, secret=secret)


def valid_script_token(secret: str) -> ScriptToken | None:
    """The token of a secret, with its user, in one statement; None where it is unknown, expired or revoked, or its
    user is not active.

    It is found by its hash, so that the time this takes tells nothing about secrets that are right.
    """  # noqa: D205 - one sentence
    valid = ScriptToken.objects.filter(
        token_sha256=_hash(secret), revoked_at=None, expires_at__gt=timezone.now(), user__is_active=True
    )
    return valid.select_related("user").first()


def note_use(token: ScriptToken) -> None:
    """Note that the token was used, at most every five minutes; otherwise no statement is run."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at >= BETWEEN_NOTES:
        ScriptToken.objects.filter(pk=token.pk).update(last_used_at=now)


def revoke_script_token(token: ScriptToken) -> bool:
    """End a token from the next request on; returns whether it was not revoked before."""
    return ScriptToken.objects.filter(pk=token.pk, revoked_at=None).update(revoked_at=timezone.now()) == 1


def state_of(token: ScriptToken) -> str:
    """What became of a token, in words."""
    if token.revoked_at is not None:
        return "revoked"
    if token.expires_at <= timezone.now():
        return "expired"
    return "valid" if token.user.is_active else "its user is not active"


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode(errors="surrogatepass")).hexdigest()
