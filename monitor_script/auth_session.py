"""A logged-in session with Django, by the ordinary login form, as a person's browser would do it."""

import logging
import math
import re
import time
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final
from urllib.parse import urlsplit

import requests

from monitor_script.errors import LoginLockedOut, LoginRefused, UnexpectedAnswer
from monitor_script.http_session import send

logger = logging.getLogger(__name__)

LOGIN_PATH: Final = "/accounts/login/"
CSRF_COOKIE: Final = "csrftoken"
# Where a server, or a proxy before it, wants no login for now and does not say for how long.
USUAL_LOCK_SECONDS: Final = 60
LONGEST_LOCK_SECONDS: Final = 3600


class AuthSession:
    """Sends JSON calls to Django, logging in first and once more whenever the session has ended.

    Every call carries `X-CSRFToken`, `X-Requested-With: XMLHttpRequest` and a `Referer` (which Django's
    CSRF check demands over HTTPS). No redirect is followed and none counts as success.
    """

    def __init__(
        self,
        *,
        base_url: str,
        username: str,
        password: str,
        http: requests.Session,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.base_url = base_url.rstrip("/")
        self.username = username
        self._password = password
        self._http = http
        self._logged_in = False
        self._clock = clock
        self._locked_until = clock()

    def get(self, path: str) -> requests.Response:
        """GET `path`. Raises what `login` raises, and `UnexpectedAnswer` for a redirect."""
        return self._call("GET", path, payload=None)

    def post(self, path: str, *, payload: Mapping[str, object]) -> requests.Response:
        """POST `payload` as JSON to `path`. Raises as `get` does."""
        return self._call("POST", path, payload=payload)

    def login(self) -> None:
        """Log in by the form: fetch it for the CSRF cookie, then post user name and password.

        Raises `LoginRefused` when Django does not accept them, `LoginLockedOut` when it takes no login
        for now (and, without asking it, until that is over), `ServerUnreachable` when it does not answer,
        `UnexpectedAnswer` when what answers is not Django's login form.
        """
        self._refuse_while_locked_out()
        self._logged_in = False
        self._http.cookies.clear()
        url = self.base_url + LOGIN_PATH
        page = send(self._http, "GET", url)
        refuse_redirect(page)
        if page.status_code != HTTPStatus.OK or not self._csrf_token():
            raise UnexpectedAnswer(
                f"{url} answered {page.status_code} without a {CSRF_COOKIE} cookie: is this the Django site?"
            )
        form = {
            "username": self.username,
            "password": self._password,
            "csrfmiddlewaretoken": self._csrf_token(),
        }
        self._check_login(send(self._http, "POST", url, data=form, headers={"Referer": url}))
        self._logged_in = True
        logger.info("🔐 Logged in to %s as %s.", self.base_url, self.username)

    def _check_login(self, answer: requests.Response) -> None:
        # Django redirects after a login that it accepts, with a session cookie, and shows the form again
        # after one that it does not.
        has_session = bool(set(answer.cookies.get_dict()) - {CSRF_COOKIE})
        if answer.is_redirect and not _leads_to_login(answer) and has_session:
            return
        if answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            self._locked_until = self._clock() + _seconds_to_wait(answer)
            self._refuse_while_locked_out()
        if answer.status_code == HTTPStatus.OK or _leads_to_login(answer):
            raise LoginRefused(
                f"{self.base_url} refused the login of {self.username!r}: wrong user name or password, "
                "or the account is not active."
            )
        refuse_redirect(answer)
        raise UnexpectedAnswer(f"The login at {answer.url} was answered {answer.status_code}.")

    def _refuse_while_locked_out(self) -> None:
        left = self._locked_until - self._clock()
        if left > 0:
            raise LoginLockedOut(
                f"{self.base_url} has locked {self.username!r} out at this computer, after too many wrong "
                f"passwords: is the script's password right? No login is tried for {math.ceil(left / 60)} min."
            )

    def _call(self, method: str, path: str, *, payload: Mapping[str, object] | None) -> requests.Response:
        if not self._logged_in:
            self.login()
        answer = self._send(method, path, payload=payload)
        if _session_ended(answer):
            logger.info("🔐 The session with %s has ended; logging in again.", self.base_url)
            self.login()
            answer = self._send(method, path, payload=payload)
            if _session_ended(answer):
                raise UnexpectedAnswer(
                    f"{method} {answer.url} answered {answer.status_code} right after a successful login."
                )
        refuse_redirect(answer)
        return answer

    def _send(self, method: str, path: str, *, payload: Mapping[str, object] | None) -> requests.Response:
        headers = {
            "Accept": "application/json",
            "Referer": self.base_url + "/",
            "X-CSRFToken": self._csrf_token(),
            "X-Requested-With": "XMLHttpRequest",
        }
        return send(self._http, method, self.base_url + path, headers=headers, json=payload)

    def _csrf_token(self) -> str:
        # Read at every call: Django hands out a new token with the login.
        return self._http.cookies.get(CSRF_COOKIE) or ""


def json_object(answer: requests.Response) -> dict[str, object]:
    """The JSON object in an answer's body, or an empty one where the body is anything else."""
    try:
        body = answer.json()
    except requests.JSONDecodeError:
        return {}
    return body if isinstance(body, dict) else {}


def _seconds_to_wait(answer: requests.Response) -> int:
    asked_for = answer.headers.get("Retry-After", "").strip()
    if not re.fullmatch("[0-9]{1,9}", asked_for):
        return USUAL_LOCK_SECONDS
    # Asking once an hour hammers on no door, and a wrong header must not keep the script out for good.
    return min(int(asked_for), LONGEST_LOCK_SECONDS)


def _session_ended(answer: requests.Response) -> bool:
    if answer.status_code == HTTPStatus.UNAUTHORIZED or _leads_to_login(answer):
        return True
    # A CSRF token ends with its session too; any other 403 is a missing permission, which no login mends.
    code = str(json_object(answer).get("code", "")) if answer.status_code == HTTPStatus.FORBIDDEN else ""
    return code.startswith("csrf")


def _leads_to_login(answer: requests.Response) -> bool:
    return answer.is_redirect and "login" in urlsplit(answer.headers["Location"]).path.split("/")


def refuse_redirect(answer: requests.Response) -> None:
    """Raise `UnexpectedAnswer` for a redirect, which is never followed."""
    if answer.is_redirect:
        raise UnexpectedAnswer(
            f"{answer.request.method} {answer.url} was redirected to {answer.headers['Location']}, "
            "which does not count as an answer: is the Django address right (http or https, host, port)?"
        )
