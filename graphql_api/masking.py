"""Bugs in resolvers: the client gets a request id, the log gets everything, once. A failing database is no bug.

A GraphQLError that carries `extensions["code"]` was written for the client. So was everything that GraphQL itself finds
before it runs a resolver: syntax, validation, variables, arguments. The rest is a bug.
"""

from __future__ import annotations

import logging
import secrets
from collections import Counter
from typing import TYPE_CHECKING

from graphql import FieldNode, GraphQLError

if TYPE_CHECKING:
    from strawberry.types import ExecutionContext

logger = logging.getLogger(__name__)

BUG = "INTERNAL_ERROR"
DATABASE_UNAVAILABLE = "DATABASE_UNAVAILABLE"
MESSAGE = "Internal server error. The server's log has the details under this request id."
ASK_AGAIN = "The database does not answer at the moment. Try again in some seconds."
# A list of broken items repeats one bug; beyond this many different ones, the log says how many more.
BUGS_LOGGED = 10


def mask_bugs(errors: list[GraphQLError], execution: ExecutionContext | None) -> None:
    """Log each different bug among the errors once and take from it, in place, all that the client should not see."""
    bugs = [error for error in errors if is_bug(error)]
    if not bugs:
        return
    request_id = request_id_of(execution)
    log_bugs(bugs, request_id=request_id, execution=execution)
    for bug in bugs:
        mask(bug, MESSAGE, code=BUG, request_id=request_id)


def mask_database_failures(failures: list[GraphQLError], execution: ExecutionContext | None) -> None:
    """Say in place of what the database said that it may be asked again. Logging it is for whoever asks again."""
    for failure in failures:
        mask(failure, ASK_AGAIN, code=DATABASE_UNAVAILABLE, request_id=request_id_of(execution))


def mask(error: GraphQLError, message: str, *, code: str, request_id: str) -> None:
    """Put what the client may know in the place of what happened."""
    error.message = message
    error.extensions = {"code": code, "requestId": request_id}
    error.original_error = None


def request_id_of(execution: ExecutionContext | None) -> str:
    """The id on the log lines of the request that is executed."""
    return getattr(execution and execution.context, "request_id", "") or secrets.token_hex(8)


def is_bug(error: GraphQLError) -> bool:
    """Whether an error tells of the server's code rather than of the request."""
    original = error.original_error
    if original is None or "code" in (error.extensions or {}):
        return False
    if not isinstance(original, GraphQLError):
        return True
    # Errors about arguments point at the argument. One at the field itself is about the value that a resolver returned.
    return any(isinstance(node, FieldNode) for node in error.nodes or ())


def log_bugs(bugs: list[GraphQLError], *, request_id: str, execution: ExecutionContext | None) -> None:
    """Write one record for each different bug, with its traceback and how often it happened."""
    first_of_kind = {kind(bug): bug for bug in reversed(bugs)}
    times = Counter(map(kind, bugs))
    name = (execution and execution.operation_name) or "without a name"
    user = getattr(execution and execution.context, "user_name", "") or "unknown"
    for which, bug in list(first_of_kind.items())[-BUGS_LOGGED:]:
        logger.error(
            "GraphQL operation %s failed at %s (%s times) for user %s in request %s: %s",
            *(name, place(bug) or "its root", times[which], user, request_id, bug.message),
            exc_info=bug.original_error,
        )
    if (more := len(times) - BUGS_LOGGED) > 0:
        logger.error("GraphQL operation %s in request %s failed in %s more ways.", name, request_id, more)


def kind(bug: GraphQLError) -> tuple[str, str]:
    """What is the same about the same bug in each item of a list."""
    return place(bug), type(bug.original_error).__name__


def place(bug: GraphQLError) -> str:
    """The path of the field, without the positions in lists: `machines.current.operation`."""
    return ".".join(step for step in bug.path or () if isinstance(step, str))
