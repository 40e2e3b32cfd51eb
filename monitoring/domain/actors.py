"""Who asks, and what they may do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from django.conf import settings

from monitoring.domain.errors import PermissionDenied

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

CHANGE_ASSIGNMENTS = "monitoring.change_machineoperationassignment"


@dataclass(frozen=True, slots=True)
class Actor:
    """The person or program behind a change: the name that the log keeps, and two rights."""

    name: str
    may_change_assignments: bool
    may_report: bool

    @classmethod
    def from_user(cls, user: AbstractBaseUser | AnonymousUser) -> Self:
        """Read the rights of a logged-in user. Any active login may report, unless REPORTING_PERMISSION names one."""
        reporting_permission: str = settings.REPORTING_PERMISSION
        may_report = bool(user.is_active) and (
            not reporting_permission or _has_permission(user, reporting_permission)
        )
        return cls(
            name=user.get_username(),
            may_change_assignments=_has_permission(user, CHANGE_ASSIGNMENTS),
            may_report=may_report,
        )

    def require_change_assignments(self) -> None:
        """Raise PermissionDenied unless this actor may decide what machines run."""
        if not self.may_change_assignments:
            raise PermissionDenied(f"{self.name} may not change assignments (needs {CHANGE_ASSIGNMENTS}).")

    def require_report(self) -> None:
        """Raise PermissionDenied unless this actor may report quantities and sync the pool."""
        if not self.may_report:
            raise PermissionDenied(f"{self.name} may not report quantities or sync the pool.")


def _has_permission(user: AbstractBaseUser | AnonymousUser, permission: str) -> bool:
    has_permission = getattr(user, "has_perm", None)
    return bool(has_permission is not None and has_permission(permission))
