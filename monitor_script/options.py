"""The script's command line: what it takes, where passwords come from, and what is refused at the start."""

import argparse
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from monitor_script.http_session import DEFAULT_TIMEOUT_SECONDS
from monitor_script.monitor_client import MonitorCredentials

DJANGO_LOGIN_VARIABLE = "MONITOR_SCRIPT_PASSWORD"
TOKEN_VARIABLE = "MONITOR_SCRIPT_TOKEN"  # noqa: S105 - its name
MONITOR_LOGIN_VARIABLE = "MONITOR_G5_PASSWORD"
LONGEST_SECONDS = 86_400.0

DESCRIPTION = """\
Tells Django how many parts the manually assigned operations have made.

Every --interval seconds: read the manual assignments from Django, ask Monitor G5 for the reported
quantity of each, and report to Django what changed. SIGTERM or Ctrl+C stops it cleanly.
"""

EPILOG = f"""\
environment:
  {DJANGO_LOGIN_VARIABLE}  the password for --username (or use --password-file)
  {TOKEN_VARIABLE}     a script token instead of --username and password (or use --token-file)
  {MONITOR_LOGIN_VARIABLE}      the password for --monitor-username
  REQUESTS_CA_BUNDLE       a file of certificate authorities, where servers have certificates of their own

exit status:
  0  stopped by SIGTERM or Ctrl+C, or --once did all that there was to do
  1  Django refused the first login or the token, or --once could not do all of its cycle (the log says what)
  2  the command line is wrong

example:
  {DJANGO_LOGIN_VARIABLE}=... python -m monitor_script --django-url http://localhost:8000 \\
      --username monitor_script --monitor-url https://erp.example:8001/en/001.1

A Monitor G5 to try it with: python -m monitor_script.simulator --help
"""


@dataclass(frozen=True, kw_only=True)
class UserLogin:
    """Log in by the form, as a user."""

    username: str
    password: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class TokenLogin:
    """Come with a script token, as `manage.py create_script_token` makes it."""

    token: str = field(repr=False)


@dataclass(frozen=True, kw_only=True)
class Options:
    """A command line that has been read and found right."""

    django_url: str
    django_login: UserLogin | TokenLogin
    monitor_url: str
    monitor_credentials: MonitorCredentials | None
    interval_seconds: float
    once: bool
    timeout_seconds: float
    log_level: str
    timestamps: bool


def read_options(arguments: Sequence[str] | None = None) -> Options:
    """Read the command line (`sys.argv` by default) and the environment.

    Exits with status 2 and a sentence that names the option when something is missing or wrong.
    """
    parser = _parser()
    given = parser.parse_args(arguments)
    credentials = None
    if given.monitor_username:
        monitor_password = os.environ.get(MONITOR_LOGIN_VARIABLE)
        if not monitor_password:
            parser.error(f"--monitor-username needs the password in {MONITOR_LOGIN_VARIABLE}")
        credentials = MonitorCredentials(username=given.monitor_username, password=monitor_password)
    return Options(
        django_url=given.django_url,
        django_login=_django_login(parser, given),
        monitor_url=given.monitor_url,
        monitor_credentials=credentials,
        interval_seconds=given.interval,
        once=given.once,
        timeout_seconds=given.timeout,
        log_level=given.log_level,
        timestamps=given.timestamps,
    )


def _django_login(parser: argparse.ArgumentParser, given: argparse.Namespace) -> UserLogin | TokenLogin:
    token = given.token_file or os.environ.get(TOKEN_VARIABLE)
    if token and given.username:
        parser.error(f"give --username or a script token (--token-file, {TOKEN_VARIABLE}), not both")
    if token:
        if not re.fullmatch(r"[!-~]+", token):
            parser.error("the script token must be one word of plain characters")
        return TokenLogin(token=token)
    if not given.username:
        parser.error(f"give --username, or a script token in {TOKEN_VARIABLE} or by --token-file")
    password = given.password_file or os.environ.get(DJANGO_LOGIN_VARIABLE)
    if not password:
        parser.error(f"no password for --username: set {DJANGO_LOGIN_VARIABLE} or give --password-file")
    return UserLogin(username=given.username, password=password)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m monitor_script",
        description=DESCRIPTION,
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    _add_servers(parser.add_argument_group("servers and users"))
    _add_running(parser.add_argument_group("running"))
    return parser


def _add_servers(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add("--django-url", required=True, type=_http_url, metavar="URL", help="e.g. http://localhost:8000")
    add("--username", help="the Django user that the script logs in as, unless it has a token")
    add(
        "--password-file",
        type=_secret_file,
        metavar="FILE",
        help=f"a file that holds the user's password; goes before {DJANGO_LOGIN_VARIABLE}",
    )
    add(
        "--token-file",
        type=_secret_file,
        metavar="FILE",
        help=f"a file that holds a script token; goes before {TOKEN_VARIABLE}",
    )
    add(
        "--monitor-url",
        required=True,
        type=_http_url,
        metavar="URL",
        help="Monitor G5 with language and company, e.g. https://erp.example:8001/en/001.1 "
        "(/en/001.1 where left out)",
    )
    add(
        "--monitor-username",
        metavar="NAME",
        help="the Monitor user to log in as; without it the script does not log in to Monitor",
    )


def _add_running(group: argparse._ArgumentGroup) -> None:
    add = group.add_argument
    add(
        "--interval",
        type=_seconds,
        default=120.0,
        metavar="SECONDS",
        help="from the start of one cycle to the start of the next (default: 120)",
    )
    add("--once", action="store_true", help="one cycle, then exit")
    add(
        "--timeout",
        type=_seconds,
        default=DEFAULT_TIMEOUT_SECONDS,
        metavar="SECONDS",
        help="how long to wait for a server, per attempt (default: 10)",
    )
    add(
        "--log-level",
        default="INFO",
        type=str.upper,
        choices=["DEBUG", "INFO", "WARNING", "ERROR"],
        metavar="LEVEL",
        help="DEBUG, INFO, WARNING or ERROR (default: INFO)",
    )
    add(
        "--timestamps",
        action="store_true",
        help="put the time before every log line, where nothing else (systemd, Docker) does",
    )


def _http_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
        raise argparse.ArgumentTypeError(f"{text!r} is not an address like http://host:port")
    return text


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds <= LONGEST_SECONDS:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of seconds above 0 and up to 86400")
    return seconds


def _secret_file(name: str) -> str:
    try:
        secret = Path(name).read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise argparse.ArgumentTypeError(f"{name!r} cannot be read: {error}") from error
    if not secret:
        raise argparse.ArgumentTypeError(f"{name!r} is empty")
    return secret
