"""`manage.py revoke_script_token NUMBER`: end a token."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.domain.script_tokens import revoke_script_token
from monitoring.models import ScriptToken


class Command(BaseCommand):
    """Revokes one token; its next request is refused."""

    help = (
        "Revokes a script token by its number, as list_script_tokens shows it. It cannot be made valid again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("number", type=int)

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        token = ScriptToken.objects.filter(pk=options["number"]).select_related("user").first()
        if token is None:
            raise CommandError(f"There is no script token {options['number']}.")
        revoked = revoke_script_token(token)
        said = "is revoked" if revoked else "was revoked already"
        self.stdout.write(f"Script token {token.pk} ({token.name!r} of {token.user.get_username()}) {said}.")
