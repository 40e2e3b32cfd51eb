"""Calls to Django with a script token: no login, no cookie, no CSRF token."""

import logging
from collections.abc import Mapping
from http import HTTPStatus

import requests
from requests.auth import AuthBase

from monitor_script.auth_session import json_object, refuse_redirect
from monitor_script.errors import LoginRefused
from monitor_script.http_session import send
from monitor_script.operation_client import ASSIGNMENTS_PATH

logger = logging.getLogger(__name__)


class BearerToken(AuthBase):
    """Puts the token on each request; as an own `auth` no entry of a .netrc file takes its place."""

    def __init__(self, token: str) -> None:
        self._token = token

    def __call__(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        request.headers["Authorization"] = f"Bearer {self._token}"
        return request


class TokenSession:
    """Sends JSON calls to Django in the name of the token's user. No redirect is followed, none counts as success."""

    def __init__(self, *, base_url: str, token: str, http: requests.Session) -> None:
        self.base_url = base_url.rstrip("/")
        self._auth = BearerToken(token)
        self._http = http

    def login(self) -> None:
        """See that Django takes the token, before the first cycle. Raises what `get` raises."""
        if self.get(ASSIGNMENTS_PATH).status_code == HTTPStatus.OK:
            logger.info("🔐 %s takes the script token.", self.base_url)

    def get(self, path: str) -> requests.Response:
        """GET `path`.

        Raises `LoginRefused` when Django does not take the token, `ServerUnreachable` when it does not
        answer, `UnexpectedAnswer` for a redirect.
        """
        return self._call("GET", path, payload=None)

    def post(self, path: str, *, payload: Mapping[str, object]) -> requests.Response:
        """POST `payload` as JSON to `path`. Raises as `get` does."""
        return self._call("POST", path, payload=payload)

    def _call(self, method: str, path: str, *, payload: Mapping[str, object] | None) -> requests.Response:
        headers = {"Accept": "application/json", "X-Requested-With": "XMLHttpRequest"}
        answer = send(
            self._http, method, self.base_url + path, headers=headers, json=payload, auth=self._auth
        )
        if answer.status_code == HTTPStatus.UNAUTHORIZED:
            reason = json_object(answer).get("error") or answer.reason
            raise LoginRefused(
                f"{self.base_url} refused the script token: {reason} "
                "`manage.py list_script_tokens` shows what became of it."
            )
        refuse_redirect(answer)
        return answer
