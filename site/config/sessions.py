"""Ending what a person left open elsewhere."""

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.sessions.models import Session
from django.utils import timezone


def end_sessions_of(user: AbstractBaseUser) -> int:
    """End every session of this user and of nobody else; returns how many. Streams that they opened end with them.

    A session says whose it is only inside of its data, so all that last are read; a shop has some hundreds.
    """
    lasting = Session.objects.filter(expire_date__gt=timezone.now())
    own = [
        session.session_key
        for session in lasting.iterator()
        if session.get_decoded().get(SESSION_KEY) == str(user.pk)
    ]
    Session.objects.filter(session_key__in=own).delete()
    return len(own)
