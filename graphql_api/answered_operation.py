"""What became of an operation, for who looks after the server: left on the request as `answered_operation`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from graphql_api.masking import BUG
from graphql_api.responses import has_executed

if TYPE_CHECKING:
    from django.http import HttpRequest
    from strawberry.types import ExecutionResult

    from graphql_api.context import Context

ANSWERED: Final = "answered"
WITH_ERRORS: Final = "with_errors"
REFUSED: Final = "refused"
FAILED: Final = "failed"


@dataclass(frozen=True, slots=True)
class AnsweredOperation:
    """Its name, None where it has none or its document was refused, and one of the four outcomes above."""

    name: str | None
    outcome: str


def note_answer(request: HttpRequest, context: Context, result: ExecutionResult) -> None:
    """Leave on the request what became of its operation."""
    answered = AnsweredOperation(context.operation_name, outcome_of(result))
    request.answered_operation = answered  # type: ignore[attr-defined]  # Django's request has no declared place for it


def outcome_of(result: ExecutionResult) -> str:
    """Answered whole or with errors, refused before it was executed, or failed by a bug."""
    errors = result.errors or ()
    if any((error.extensions or {}).get("code") == BUG for error in errors):
        return FAILED
    if not has_executed(result):
        return REFUSED
    return WITH_ERRORS if errors else ANSWERED
