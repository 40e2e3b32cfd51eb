"""The script's calls to Django: read the manual assignments, report what they have made."""

from collections.abc import Mapping
from http import HTTPStatus
from typing import Annotated, Literal, NoReturn, Protocol

import requests
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from monitor_script.auth_session import json_object
from monitor_script.errors import DjangoRefused, OperationNotAssigned, UnexpectedAnswer

OperationType = Literal["current", "next"]

ASSIGNMENTS_PATH = "/monitoring/api/manual-assignments/"
UPDATE_PATHS: dict[OperationType, str] = {
    "current": "/monitoring/update-current-monitor-operation/",
    "next": "/monitoring/update-next-monitor-operation/",
}


class ManualAssignment(BaseModel):
    """One slot of one machine that a planner has filled by hand. Also the key of what was last reported."""

    model_config = ConfigDict(frozen=True, strict=True)

    machine_pk: int
    monitor_operation_id: Annotated[str, Field(min_length=1)]
    operation_type: OperationType

    def __str__(self) -> str:
        return f"Op {self.monitor_operation_id} (Machine {self.machine_pk})"


class ManualAssignmentsAnswer(BaseModel):
    """The whole answer of the manual assignments endpoint."""

    assignments: list[ManualAssignment]


class DjangoSession(Protocol):
    """What carries the calls, as somebody who may make them: `AuthSession` or `TokenSession`."""

    def login(self) -> None:
        """Make sure that Django lets the script in."""

    def get(self, path: str) -> requests.Response:
        """GET `path`."""

    def post(self, path: str, *, payload: Mapping[str, object]) -> requests.Response:
        """POST `payload` as JSON to `path`."""


class OperationClient:
    """Django's three calls for the script, with their answers checked against the documented contract."""

    def __init__(self, *, session: DjangoSession) -> None:
        self._session = session

    def get_manual_assignments(self) -> list[ManualAssignment]:
        """Every manual assignment, by machine, current before next.

        Raises `DjangoRefused` for any status but 200, `UnexpectedAnswer` for a body of another
        shape, and what the session raises.
        """
        answer = self._session.get(ASSIGNMENTS_PATH)
        if answer.status_code != HTTPStatus.OK:
            _raise_refusal(answer)
        try:
            return ManualAssignmentsAnswer.model_validate_json(answer.content).assignments
        except ValidationError as error:
            raise UnexpectedAnswer(f"GET {answer.url}: {plain_problem(error)}") from error

    def update_current_operation(
        self,
        *,
        machine_pk: int,
        monitor_operation_id: str,
        currently_made_quantity: int,
        is_setup: bool | None = None,
    ) -> None:
        """Report the total made (parts) by a machine's current operation, and its setup state where known.

        Raises `OperationNotAssigned` when the planner cleared the slot meanwhile, `DjangoRefused`
        for any other refusal, `UnexpectedAnswer` for a success that is not the documented JSON.
        """
        self._update(
            "current",
            machine_pk=machine_pk,
            monitor_operation_id=monitor_operation_id,
            currently_made_quantity=currently_made_quantity,
            is_setup=is_setup,
        )

    def update_next_operation(
        self,
        *,
        machine_pk: int,
        monitor_operation_id: str,
        currently_made_quantity: int,
        is_setup: bool | None = None,
    ) -> None:
        """As `update_current_operation`, for the machine's next operation."""
        self._update(
            "next",
            machine_pk=machine_pk,
            monitor_operation_id=monitor_operation_id,
            currently_made_quantity=currently_made_quantity,
            is_setup=is_setup,
        )

    def _update(self, operation_type: OperationType, **fields: object) -> None:
        # Django writes the fields that are present, so what is not known stays out.
        payload = {name: value for name, value in fields.items() if value is not None}
        answer = self._session.post(UPDATE_PATHS[operation_type], payload=payload)
        if answer.status_code != HTTPStatus.OK:
            _raise_refusal(answer)
        if "message" not in json_object(answer):
            raise UnexpectedAnswer(f"POST {answer.url} answered 200 without the documented JSON.")


def plain_problem(error: ValidationError) -> str:
    """The first thing wrong with a JSON document, in one line: where, and what."""
    first = error.errors(include_url=False, include_context=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    return f"{where}: {first['msg']}" if where else str(first["msg"])


def _raise_refusal(answer: requests.Response) -> NoReturn:
    body = json_object(answer)
    code, field = str(body.get("code") or ""), str(body.get("field") or "")
    reason = body.get("error") or answer.reason
    details = ", ".join(part for part in (code, f"field {field}" if field else "") if part)
    message = f"{answer.request.method} {answer.url} answered {answer.status_code}: {reason}"
    message += f" ({details})" if details else ""
    late = answer.status_code == HTTPStatus.NOT_FOUND and code == "operation_not_assigned"
    raise (OperationNotAssigned if late else DjangoRefused)(
        message, status=answer.status_code, code=code, field=field
    )
