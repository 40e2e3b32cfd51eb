"""Whose streams are open, and whether they may go on: nobody watches for longer after logging out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY, get_user_model
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from graphql_api.live.endings import StreamEnd
from monitoring.domain.actors import Actor

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


@dataclass(frozen=True, slots=True)
class Rights:
    """All that answers may depend on: what the domain lets an actor do."""

    may_change_assignments: bool
    may_report: bool

    @classmethod
    def of(cls, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Look up what a user may do."""
        actor = Actor.from_user(user)
        return cls(may_change_assignments=actor.may_change_assignments, may_report=actor.may_report)


@dataclass(frozen=True, slots=True, kw_only=True)
class Login:
    """A session of a user, and the rights that it had when it was last looked at."""

    session_key: str
    user_key: str
    user_name: str
    rights: Rights

    @classmethod
    def of(cls, request: HttpRequest) -> Self:
        """The login of an authenticated request; costs the statements that look up the rights."""
        user = request.user
        return cls(
            session_key=request.session.session_key or "",
            user_key=str(user.pk),
            user_name=user.get_username(),
            rights=Rights.of(user),
        )


def ended_logins(logins: Collection[Login]) -> dict[Login, StreamEnd]:
    """Find those that logged out, were deactivated, or have other rights now; a fixed number of statements and two
    for each user.
    """  # noqa: D205 - one sentence
    sessions = _sessions({login.session_key for login in logins})
    users = {str(user.pk): user for user in _active_users({login.user_key for login in logins})}
    rights = {key: Rights.of(user) for key, user in users.items()}
    ended = {}
    for login in logins:
        user = users.get(login.user_key)
        if user is None or not _is_of(user, sessions.get(login.session_key, {})):
            ended[login] = StreamEnd.LOGGED_OUT
        elif rights[login.user_key] != login.rights:
            ended[login] = StreamEnd.RIGHTS_CHANGED
    return ended


def _sessions(keys: Collection[str]) -> dict[str, dict[str, str]]:
    found = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    return {session.session_key: session.get_decoded() for session in found}


def _active_users(keys: Collection[str]) -> Iterable[AbstractBaseUser]:
    return get_user_model()._default_manager.filter(pk__in=keys, is_active=True)  # noqa: SLF001 - Django's name for it


def _is_of(user: AbstractBaseUser, session: Mapping[str, str]) -> bool:
    """Whether a session belongs to that user, and its password is still the one it was opened with."""
    if session.get(SESSION_KEY) != str(user.pk):
        return False
    kept = session.get(HASH_SESSION_KEY, "")
    fallbacks = user.get_session_auth_fallback_hash()
    return any(constant_time_compare(kept, one) for one in (user.get_session_auth_hash(), *fallbacks))
