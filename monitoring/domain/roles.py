"""The roles of a shop: groups that a migration makes, and that an administrator may widen.

Any active login may read, and report too, unless REPORTING_PERMISSION names a permission; `reporter` is for shops that
demand one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from django.contrib.auth.models import Group

if TYPE_CHECKING:
    from django.contrib.auth.models import User

PLANNER: Final = "planner"
REPORTER: Final = "reporter"
VIEWER: Final = "viewer"


def give_role(user: User, *, role: str) -> None:
    """Put a user into a role's group. Raises Group.DoesNotExist where an administrator deleted it."""
    user.groups.add(Group.objects.get(name=role))
