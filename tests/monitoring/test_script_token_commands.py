"""What an administrator types to make, list and revoke script tokens, and what is answered."""

import re
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from monitoring.domain.script_tokens import valid_script_token
from monitoring.models import ScriptToken
from tests.factories import reporter_user

pytestmark = pytest.mark.django_db

Captured = pytest.CaptureFixture[str]


def create(*options: str) -> None:
    call_command("create_script_token", "monitor-script", "--name", "computer in hall 2", *options)


@pytest.fixture(autouse=True)
def _script() -> None:
    reporter_user()


def test_the_secret_alone_is_on_standard_output_so_that_it_can_be_put_into_a_file(capsys: Captured) -> None:
    create("--days", "30")

    out, err = capsys.readouterr()
    token = valid_script_token(out.removesuffix("\n"))
    assert token is not None
    assert err == (
        f"Script token {token.pk} of monitor-script, until {timezone.now() + timedelta(days=30):%Y-%m-%d}. "
        "Keep what follows in a file that only the script reads; it is not shown again.\n"
    )


def test_a_token_lasts_a_year_unless_told_otherwise() -> None:
    create()

    lasts = ScriptToken.objects.get().expires_at - timezone.now()
    assert timedelta(days=364, hours=23) < lasts <= timedelta(days=365)


def test_what_is_wrong_is_named_and_makes_nothing() -> None:
    with pytest.raises(CommandError, match=r"^There is no user 'nobody'\.$"):
        call_command("create_script_token", "nobody", "--name", "script")
    with pytest.raises(CommandError, match=r"^days must be between 1 and 3650; 0 is not\.$"):
        create("--days", "0")

    assert not ScriptToken.objects.exists()


def test_the_list_tells_the_state_of_each_and_no_secret(capsys: Captured) -> None:
    create()
    secret = capsys.readouterr().out.strip()
    create("--days", "1")
    old, young = ScriptToken.objects.order_by("pk")
    ScriptToken.objects.filter(pk=old.pk).update(expires_at=timezone.now())
    capsys.readouterr()

    call_command("list_script_tokens")

    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{young.pk}  monitor-script  'computer in hall 2'  valid  until ")
    assert first.endswith("last used never")
    assert second.startswith(f"{old.pk}  monitor-script  'computer in hall 2'  expired  until ")
    assert not re.search(f"{secret}|{old.token_sha256}", first + second)


def test_an_empty_list_says_so(capsys: Captured) -> None:
    call_command("list_script_tokens")

    assert capsys.readouterr().out == "There is no script token.\n"


def test_a_token_is_revoked_by_its_number_once(capsys: Captured) -> None:
    create()
    secret = capsys.readouterr().out.strip()
    number = ScriptToken.objects.get().pk

    call_command("revoke_script_token", str(number))
    call_command("revoke_script_token", str(number))

    assert valid_script_token(secret) is None
    assert capsys.readouterr().out.splitlines() == [
        f"Script token {number} ('computer in hall 2' of monitor-script) is revoked.",
        f"Script token {number} ('computer in hall 2' of monitor-script) was revoked already.",
    ]


def test_a_number_that_no_token_has_is_named() -> None:
    with pytest.raises(CommandError, match=r"^There is no script token 7\.$"):
        call_command("revoke_script_token", "7")
