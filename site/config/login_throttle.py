"""Guessing passwords is slow: after some failures a user name is locked, at that one address, for a while.

`axes` counts and locks. Never by address alone, since a shop's computers may share one; never by user name alone, since
anybody could then lock a planner out from another computer.
"""

import math
from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import get_user_model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers


class LoginAttempts(AxesDatabaseHandler):  # type: ignore[misc]  # the library has no types
    """Keeps who failed from where, in one row for both.

    Nothing else that was sent is kept: it is of no use, and what a database refuses to store, such as half of a
    surrogate pair in some other field of the form, would keep the failure from being counted.
    """

    def user_login_failed(
        self, sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
    ) -> None:
        """Count a failure, and lock where it is one too many."""
        attempt = None if request is None else _WithoutWhatWasSent(request)
        super().user_login_failed(sender, credentials, attempt, **kwargs)


class _WithoutWhatWasSent:
    """A request as the library sees it; what the library notes, it notes on the request itself."""

    def __init__(self, request: HttpRequest) -> None:
        blank = {"axes_user_agent": "", "axes_http_accept": "", "GET": QueryDict(), "POST": QueryDict()}
        self.__dict__.update(blank, request=request)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.__dict__["request"], name)

    def __setattr__(self, name: str, value: object) -> None:
        setattr(self.__dict__["request"], name, value)


def in_words(
    username: str | None, address: str | None, _user_agent: str, _path: str, _request: HttpRequest
) -> str:
    """Who tried from where, for the log; what nobody is called may be a password in the wrong field."""
    known = get_user_model()._default_manager.filter(username=username).exists()  # noqa: SLF001 - Django's name for it
    name = ascii(username) if known else "a user name that nobody has"
    return f"{name} from {address or 'an unknown address'}"


def locked_out(request: HttpRequest, _answer: HttpResponse, credentials: dict[str, Any]) -> HttpResponse:
    """The page for whoever is locked out: the same whether the user exists or not, with the time to wait."""
    seconds = seconds_to_wait(
        username=credentials["username"],
        address=request.axes_ip_address,  # type: ignore[attr-defined]  # noted there by the library
        now=timezone.now(),
    )
    response = render(
        request, "registration/locked_out.html", {"minutes": math.ceil(seconds / 60)}, status=429
    )
    response.headers["Retry-After"] = str(seconds)
    add_never_cache_headers(response)
    return response


def seconds_to_wait(*, username: str, address: str | None, now: datetime) -> int:
    """How long a user name stays locked at an address, at least a second."""
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    failed = AccessAttempt.objects.filter(username=username, ip_address=address).first()
    left = failed.attempt_time + cool_off - now if failed else timedelta()
    return max(1, math.ceil(left.total_seconds()))
