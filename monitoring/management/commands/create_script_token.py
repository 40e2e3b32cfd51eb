"""`manage.py create_script_token USERNAME --name NAME`: what the Monitor script comes in with instead of a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import User
from django.core.management.base import BaseCommand, CommandError, CommandParser

from monitoring.domain.errors import InvalidValue
from monitoring.domain.script_tokens import MOST_DAYS, create_script_token


class Command(BaseCommand):
    """Makes a token and prints its secret, this once."""

    help = (
        "Makes a token that opens the Monitor script's addresses, and nothing else, in the name of a user. The secret "
        "is written to standard output, all else to standard error; only its hash is kept, so it is not shown again."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="in whose name the script speaks")
        parser.add_argument(
            "--name", required=True, help="what tells this token from others, such as its computer"
        )
        parser.add_argument(
            "--days",
            type=int,
            default=365,
            metavar="N",
            help=f"how long it lasts, 1 to {MOST_DAYS} (default: 365)",
        )

    def handle(self, *args: Any, **options: Any) -> None:  # noqa: ARG002 - Django's signature
        user = User.objects.filter(username=options["username"]).first()
        if user is None:
            raise CommandError(f"There is no user {options['username']!r}.")
        try:
            made = create_script_token(user=user, name=options["name"], days=options["days"])
        except InvalidValue as error:
            raise CommandError(error.message) from error
        self.stderr.write(
            f"Script token {made.token.pk} of {user.get_username()}, until {made.token.expires_at:%Y-%m-%d}. "
            "Keep what follows in a file that only the script reads; it is not shown again.",
            style_func=str,
        )
        self.stdout.write(made.secret)
