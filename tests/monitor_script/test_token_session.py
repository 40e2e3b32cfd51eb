"""The script with a token instead of user and password."""

import subprocess
from pathlib import Path

import pytest
import requests

from monitor_script.errors import LoginRefused, UnexpectedAnswer
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator
from monitor_script.token_session import TokenSession
from tests.monitor_script.conftest import HOUSING
from tests.monitor_script.playing_django import (
    ASSIGNMENTS,
    LOGIN,
    SCRIPT_TOKEN,
    USERNAME,
    Answer,
    PlayingDjango,
)
from tests.monitor_script.test_command_line import run

UPDATE_CURRENT = "/monitoring/update-current-monitor-operation/"


@pytest.fixture
def token_session(django: PlayingDjango, http: requests.Session) -> TokenSession:
    return TokenSession(base_url=django.url, token=SCRIPT_TOKEN, http=http)


def run_with_token(
    django: PlayingDjango, monitor: MonitorSimulator, *options: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run the script for one cycle; options and variables say where the token is."""
    servers = ["--django-url", django.url, "--monitor-url", monitor.url]
    return run(*servers, "--once", *options, **variables)


def test_a_token_reads_and_reports_without_login_cookies_and_csrf_token(
    django: PlayingDjango, token_session: TokenSession
) -> None:
    django.assign(5, HOUSING)
    client = OperationClient(session=token_session)

    (assignment,) = client.get_manual_assignments()
    client.update_current_operation(
        machine_pk=assignment.machine_pk, monitor_operation_id=HOUSING, currently_made_quantity=45
    )

    assert django.reports[0][1]["currently_made_quantity"] == 45
    assert not django.calls(LOGIN)
    for path in (ASSIGNMENTS, UPDATE_CURRENT):
        (headers,) = django.calls(path)
        assert headers["authorization"] == f"Bearer {SCRIPT_TOKEN}"
        assert headers["x-requested-with"] == "XMLHttpRequest"
        assert not {"cookie", "x-csrftoken"} & set(headers)


def test_a_refused_token_is_said_plainly_and_not_shown(django: PlayingDjango, http: requests.Session) -> None:
    session = TokenSession(base_url=django.url, token="an old one", http=http)

    with pytest.raises(LoginRefused, match="refused the script token: Refused: invalid_token") as refused:
        session.get(ASSIGNMENTS)

    assert "an old one" not in str(refused.value)
    assert len(django.calls(ASSIGNMENTS)) == 1


def test_a_redirect_is_not_followed_so_that_the_token_goes_nowhere_else(
    django: PlayingDjango, token_session: TokenSession
) -> None:
    django.answer_next(ASSIGNMENTS, Answer(302, "", (("Location", "https://elsewhere.example/"),)))

    with pytest.raises(UnexpectedAnswer, match=r"was redirected to https://elsewhere\.example/"):
        token_session.get(ASSIGNMENTS)


def test_a_netrc_file_does_not_take_the_place_of_the_token(
    django: PlayingDjango, token_session: TokenSession, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password else\n", encoding="utf-8")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))

    assert token_session.get(ASSIGNMENTS).status_code == 200


def test_the_token_may_come_from_a_file_or_the_environment(
    django: PlayingDjango, monitor: MonitorSimulator, tmp_path: Path
) -> None:
    django.assign(5, HOUSING)
    file = tmp_path / "token"
    file.write_text(SCRIPT_TOKEN + "\n", encoding="utf-8")

    by_file = run_with_token(django, monitor, "--token-file", str(file))
    by_environment = run_with_token(django, monitor, MONITOR_SCRIPT_TOKEN=SCRIPT_TOKEN)

    for finished in (by_file, by_environment):
        assert finished.returncode == 0
        assert finished.stderr.splitlines() == [
            f"INFO: 🔐 {django.url} takes the script token.",
            "INFO: 🔍 Checking 1 manually assigned operations...",
            "INFO: 📊 Starting to track manual assignment: Op 1372462048115913939 (Machine 5)",
            "INFO: ✅ Current operation update successful.",
        ]


def test_a_refused_token_ends_the_script_with_1_and_one_clear_line(
    django: PlayingDjango, monitor: MonitorSimulator
) -> None:
    finished = run_with_token(django, monitor, MONITOR_SCRIPT_TOKEN="revoked-token")

    assert finished.returncode == 1
    assert finished.stderr.splitlines() == [
        (
            f"ERROR: ❌ {django.url} refused the script token: Refused: invalid_token. "
            "`manage.py list_script_tokens` shows what became of it."
        )
    ]


@pytest.mark.parametrize("level", ["INFO", "DEBUG"])
def test_the_token_is_in_no_log_line(django: PlayingDjango, monitor: MonitorSimulator, level: str) -> None:
    django.assign(5, HOUSING)

    finished = run_with_token(django, monitor, "--log-level", level, MONITOR_SCRIPT_TOKEN=SCRIPT_TOKEN)

    assert finished.returncode == 0
    assert SCRIPT_TOKEN not in finished.stderr + finished.stdout


@pytest.mark.parametrize(
    ("options", "token", "complaint"),
    [
        ([], "", "give --username, or a script token in MONITOR_SCRIPT_TOKEN or by --token-file"),
        (["--username", USERNAME], "a-token", "give --username or a script token"),
        ([], "two words", "the script token must be one word of plain characters"),
        (["--token-file", "/nowhere/token"], "", "argument --token-file: '/nowhere/token' cannot be read"),
    ],
)
def test_a_wrong_choice_of_login_is_named_and_the_status_is_2(
    django: PlayingDjango, monitor: MonitorSimulator, options: list[str], token: str, complaint: str
) -> None:
    finished = run_with_token(django, monitor, *options, MONITOR_SCRIPT_TOKEN=token)

    assert finished.returncode == 2
    assert complaint in finished.stderr
    assert "two words" not in finished.stderr
