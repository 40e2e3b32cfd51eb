"""The script's questions to Monitor G5: how many parts an operation has reported, and is it still in setup.

Monitor's ids are Int64, beyond the integers that a float holds exactly: they stay strings of digits here.
Its quantities are Decimal and are read as such.
"""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from http import HTTPStatus
from urllib.parse import quote, urlencode, urlsplit

import requests

from monitor_script.errors import MonitorLoginRefused, MonitorQueryFailed, ServerUnreachable
from monitor_script.http_session import send

OPERATIONS = "Manufacturing/ManufacturingOrderOperations"
REPORTINGS = "Manufacturing/ManufacturingOrderOperationReportings"
DEFAULT_LANGUAGE_AND_COMPANY = "/en/001.1"
SESSION_HEADER = "X-Monitor-SessionId"

_INT64 = re.compile(r"-?[0-9]{1,19}", re.ASCII)

Row = dict[str, object]


@dataclass(frozen=True, kw_only=True)
class MonitorCredentials:
    """A Monitor user. Monitor allows one session per user at a time, so give the script a user of its own."""

    username: str
    password: str = field(repr=False)


class MonitorClient:
    """Queries of Monitor G5's REST API, at `<base_url>/api/v1/`.

    `base_url` carries language and company as in `https://erp:8001/en/001.1`; without them it is English
    and company 001.1. With credentials, the client logs in first and again when its session has ended.
    """

    def __init__(
        self, *, base_url: str, http: requests.Session, credentials: MonitorCredentials | None = None
    ) -> None:
        address = base_url.rstrip("/")
        self.base_url = address if urlsplit(address).path else address + DEFAULT_LANGUAGE_AND_COMPANY
        self._http = http
        self._credentials = credentials

    def reported_quantity(self, monitor_operation_id: str) -> Decimal:
        """The total that has been reported on an operation, in parts.

        Raises `MonitorQueryFailed` when Monitor does not answer, does not know the operation or answers
        something that is no quantity.
        """
        which = f"Id eq '{_int64(monitor_operation_id)}'"
        rows = self._query(OPERATIONS, {"$filter": which, "$select": "Id,ReportedQuantity"})
        if not rows:
            raise MonitorQueryFailed(f"Monitor G5 knows no operation {monitor_operation_id}.")
        row = rows[0]
        if str(row.get("Id")) != monitor_operation_id:
            raise MonitorQueryFailed(f"Monitor G5 answered about operation {row.get('Id')} instead.")
        return _quantity(row.get("ReportedQuantity"))

    def is_in_setup(self, monitor_operation_id: str) -> bool:
        """Whether an operation is still being set up: nothing has been reported on it yet.

        Raises `MonitorQueryFailed` as `reported_quantity` does.
        """
        which = f"OperationId eq '{_int64(monitor_operation_id)}'"
        newest = {"$filter": which, "$orderby": "ReportingTimestamp desc", "$top": "1"}
        return not self._query(REPORTINGS, newest)

    def _query(self, entity: str, options: dict[str, str]) -> list[Row]:
        query = urlencode(options, quote_via=quote, safe="$,'")
        url = f"{self.base_url}/api/v1/{entity}?{query}"
        if self._credentials and SESSION_HEADER not in self._http.headers:
            self._login(self._credentials)
        answer = self._send("GET", url)
        if answer.status_code == HTTPStatus.UNAUTHORIZED and self._credentials:
            self._login(self._credentials)
            answer = self._send("GET", url)
        return _rows(answer)

    def _login(self, credentials: MonitorCredentials) -> None:
        self._http.headers.pop(SESSION_HEADER, None)
        # Without ForceRelogin a session that a crash left behind would lock the script out.
        form = {"Username": credentials.username, "Password": credentials.password, "ForceRelogin": True}
        answer = self._send("POST", f"{self.base_url}/login", json=form)
        session_id = answer.headers.get(SESSION_HEADER)
        if answer.status_code != HTTPStatus.OK or not session_id:
            raise MonitorLoginRefused(
                f"Monitor G5 refused the login of {credentials.username!r} with {answer.status_code}."
            )
        self._http.headers[SESSION_HEADER] = session_id

    def _send(self, method: str, url: str, *, json: object = None) -> requests.Response:
        try:
            return send(self._http, method, url, headers={"Accept": "application/json"}, json=json)
        except ServerUnreachable as error:
            raise MonitorQueryFailed(str(error)) from error


def _int64(monitor_operation_id: str) -> str:
    if not _INT64.fullmatch(monitor_operation_id):
        raise MonitorQueryFailed(
            f"{monitor_operation_id!r} is not an id of Monitor G5, which are integers of up to 19 digits."
        )
    return monitor_operation_id


def _rows(answer: requests.Response) -> list[Row]:
    if answer.status_code != HTTPStatus.OK:
        raise MonitorQueryFailed(f"Monitor G5 answered {answer.status_code} {answer.reason} to {answer.url}")
    try:
        rows = answer.json(parse_float=Decimal)
    except requests.JSONDecodeError as error:
        raise MonitorQueryFailed(f"Monitor G5 answered something that is not JSON to {answer.url}") from error
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise MonitorQueryFailed(f"Monitor G5 answered something that is not a list of rows to {answer.url}")
    return rows


def _quantity(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise MonitorQueryFailed(f"Monitor G5 answered {value!r} as ReportedQuantity, which is not a number.")
    if value < 0:
        raise MonitorQueryFailed(f"Monitor G5 answered {value} as ReportedQuantity, which is below zero.")
    return Decimal(value)
