"""Who asks, and what they may do."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Self

from django.conf import settings

from monitoring.domain.errors import PermissionDenied

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

CHANGE_ASSIGNMENTS = "monitoring.change_machineoperationassignment"
REPORT_QUANTITIES = (
    "monitoring.report_quantities"  # what REPORTING_PERMISSION names where a shop demands the role
)

Right = bool | Callable[[], bool]


class Actor:
    """The person or program behind a change: the name that the log keeps, and two rights.

    `request_id` is the id of the request that they ask by, under which the server's log has its lines; None where
    there is no request.

    A right that costs statements to find out is given as a function, asked once and only when a rule needs it.
    """

    def __init__(
        self, *, name: str, may_change_assignments: Right, may_report: Right, request_id: str | None = None
    ) -> None:
        self.name = name
        self.request_id = request_id
        self._may_change_assignments = may_change_assignments
        self._may_report = may_report

    @classmethod
    def from_user(cls, user: AbstractBaseUser | AnonymousUser, *, request_id: str | None = None) -> Self:
        """Speak for a logged-in user. Any active login may report, unless REPORTING_PERMISSION names one."""
        return cls(
            name=user.get_username(),
            may_change_assignments=lambda: _has_permission(user, CHANGE_ASSIGNMENTS),
            may_report=lambda: _may_report(user),
            request_id=request_id,
        )

    @cached_property
    def may_change_assignments(self) -> bool:
        """Whether this actor decides what machines run."""
        return _answer(self._may_change_assignments)

    @cached_property
    def may_report(self) -> bool:
        """Whether this actor reports quantities, speaks for Monitor and syncs the pool."""
        return _answer(self._may_report)

    def require_change_assignments(self) -> None:
        """Raise PermissionDenied unless this actor may decide what machines run."""
        if not self.may_change_assignments:
            raise PermissionDenied(f"{self.name} may not change assignments (needs {CHANGE_ASSIGNMENTS}).")

    def require_report(self, *, for_what: str = "report quantities or sync the pool") -> None:
        """Raise PermissionDenied unless this actor may report quantities and sync the pool."""
        if not self.may_report:
            needed = f" (needs {settings.REPORTING_PERMISSION})" if settings.REPORTING_PERMISSION else ""
            raise PermissionDenied(f"{self.name} may not {for_what}{needed}.")


def _answer(right: Right) -> bool:
    return right if isinstance(right, bool) else right()


def _may_report(user: AbstractBaseUser | AnonymousUser) -> bool:
    permission: str = settings.REPORTING_PERMISSION
    return bool(user.is_active) and (not permission or _has_permission(user, permission))


def _has_permission(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    has_permission = getattr(user, "has_perm", None)
    return bool(has_permission is not None and has_permission(permission))
