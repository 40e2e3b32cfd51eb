"""The demo's three users, and their passwords: generated once, then kept beside the database."""

from __future__ import annotations

import json
import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.contrib.auth.models import Group, User

from monitoring.domain import roles

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PLANNER, SCRIPT, ADMIN = "planner", "script", "admin"
# A superuser needs no role.
ROLES = {PLANNER: roles.PLANNER, SCRIPT: roles.REPORTER}

# Membership tells the demo's own database from a shop's.
DEMO_GROUP = "Demo plant"


@dataclass(frozen=True, slots=True)
class Login:
    """A user of the demo. `password` is None where somebody set another one by hand since."""

    username: str
    password: str | None


def is_demo_database() -> bool:
    """Whether an earlier demo made what this (migrated) database holds."""
    return Group.objects.filter(name=DEMO_GROUP).exists()


def ensure_logins(*, given: Mapping[str, str | None], kept_in: Path) -> dict[str, Login]:
    """Make the users that are missing, and return all three by name.

    A password that is given is set. Otherwise an earlier one stays, and a new user's is generated. What is known is
    kept in a file that only this account can read, since a database keeps no password that could be shown again.
    """
    kept = _read(kept_in)
    logins = {
        name: _ensure(name, given=given.get(name), kept=kept.get(name)) for name in (PLANNER, SCRIPT, ADMIN)
    }
    _write(
        kept_in, {login.username: login.password for login in logins.values() if login.password is not None}
    )
    return logins


def _ensure(name: str, *, given: str | None, kept: str | None) -> Login:
    user, is_new = User.objects.get_or_create(
        username=name, defaults={"is_staff": name == ADMIN, "is_superuser": name == ADMIN}
    )
    if is_new:
        user.groups.add(Group.objects.get_or_create(name=DEMO_GROUP)[0])
        if name in ROLES:
            roles.give_role(user, role=ROLES[name])
    password = given or kept
    if password is not None and not is_new and user.check_password(password):
        return Login(name, password)
    if given is None and not is_new and name != SCRIPT:
        return Login(name, None)
    # The script has to log in with a password that is known here, also where somebody changed it.
    password = password or secrets.token_hex(6)
    user.set_password(password)
    user.save(update_fields=["password"])
    return Login(name, password)


def _read(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(name): str(password) for name, password in kept.items()} if isinstance(kept, dict) else {}


def _write(path: Path, passwords: Mapping[str, str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.write_text(json.dumps(dict(passwords), indent=2) + "\n", encoding="utf-8")
