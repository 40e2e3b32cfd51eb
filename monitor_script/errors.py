"""What can go wrong between the script, Django and Monitor G5. Every message is a sentence for the log."""


class MonitorScriptFailure(Exception):
    """The base of every failure that the script expects and survives."""


class ServerUnreachable(MonitorScriptFailure):
    """No answer came: connection refused or lost, name unknown, certificate refused, or too slow."""


class UnexpectedAnswer(MonitorScriptFailure):
    """An answer came, and it is not what the contract says: a redirect, HTML, JSON of another shape."""


class LoginRefused(MonitorScriptFailure):
    """Django does not let this user in: wrong user name, wrong password, or an account switched off."""


class LoginLockedOut(MonitorScriptFailure):
    """Django takes no login of this user from this computer for a while, after too many wrong passwords."""


class DjangoRefused(MonitorScriptFailure):
    """Django answered with an error status; its body's `error`, `code` and `field` are kept."""

    def __init__(self, message: str, *, status: int, code: str = "", field: str = "") -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.field = field


class OperationNotAssigned(DjangoRefused):
    """404 `operation_not_assigned`: the planner cleared or replaced the assignment since it was read."""


class MonitorQueryFailed(MonitorScriptFailure):
    """Monitor G5 could not be asked about one operation."""


class MonitorLoginRefused(MonitorScriptFailure):
    """Monitor G5 does not let this user in, so that it can be asked about no operation at all."""
