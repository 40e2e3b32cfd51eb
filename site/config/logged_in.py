"""Who asks: the session and its user, found on every request by statements that the database has planned already.

What a session means, its signature and the check of the user's password hash against it are Django's, and so is what is
stale: nothing, both are read anew for each request.
"""

from functools import cache
from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.models import User
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db import connection
from django.utils import timezone

from monitoring.prepared_statements import PreparedLookup


@cache
def session_lookup() -> PreparedLookup[Session]:
    """By key, of those that have not ended."""
    # Of several conditions in one call, Django would choose the order, in which the values are given later.
    return PreparedLookup(Session.objects.filter(session_key="").filter(expire_date__gt=timezone.now()))


@cache
def user_lookup() -> PreparedLookup[User]:
    """By primary key."""
    return PreparedLookup(User._default_manager.filter(pk=0))  # noqa: SLF001 - Django's documented name for it


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        session = session_lookup().find(self.session_key, now) if self.session_key else None
        if session is None:
            self._session_key = None
        return session


class UserBackend(ModelBackend):
    """Django's users and permissions."""

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session; None where there is none any more, or an inactive one."""
        user = user_lookup().find(user_id)
        return user if user is not None and self.user_can_authenticate(user) else None
