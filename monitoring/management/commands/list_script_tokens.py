"""`manage.py list_script_tokens`: which tokens there are, and which are in use."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.management.base import BaseCommand

from monitoring.domain.script_tokens import state_of
from monitoring.models import ScriptToken

if TYPE_CHECKING:
    from datetime import datetime


class Command(BaseCommand):
    """Lists the tokens, newest first, without their secrets, which nobody has but the script."""

    help = (
        "Lists every script token: number, user, name, state, when it ends and when it was used last (UTC)."
    )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        tokens = ScriptToken.objects.select_related("user")
        for token in tokens:
            self.stdout.write(
                f"{token.pk}  {token.user.get_username()}  {token.name!r}  {state_of(token)}  "
                f"until {_shown(token.expires_at)}  last used {_shown(token.last_used_at)}"
            )
        if not tokens:
            self.stdout.write("There is no script token.")


def _shown(moment: datetime | None) -> str:
    return "never" if moment is None else f"{moment:%Y-%m-%d %H:%M}"
