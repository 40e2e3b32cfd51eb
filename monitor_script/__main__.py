"""`python -m monitor_script`: track the manual assignments until told to stop."""

import io
import logging
import signal
import sys
from collections.abc import Sequence

import requests

from monitor_script.auth_session import AuthSession
from monitor_script.errors import LoginRefused, MonitorScriptFailure
from monitor_script.http_session import open_http_session
from monitor_script.monitor_client import MonitorClient
from monitor_script.operation_client import DjangoSession, OperationClient
from monitor_script.options import Options, TokenLogin, read_options
from monitor_script.stop_request import StopRequest
from monitor_script.token_session import TokenSession
from monitor_script.update_watcher import UpdateWatcher

logger = logging.getLogger("monitor_script")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the script. Returns its exit status, as `--help` explains it."""
    options = read_options(arguments)
    configure_logging(level=options.log_level, timestamps=options.timestamps)
    with StopRequest() as stop:
        stop.listen_to(signal.SIGTERM, signal.SIGINT)
        status = _run(options, stop=stop)
        if stop.requested:
            logger.info("🛑 Stopped by %s.", stop.reason)
        return status


def configure_logging(*, level: str, timestamps: bool) -> None:
    """Log as the script's documents show it, `INFO: message`, to standard error in UTF-8."""
    if isinstance(sys.stderr, io.TextIOWrapper):
        # Windows and bare containers choose encodings that have no emoji.
        sys.stderr.reconfigure(encoding="utf-8")
    form = "%(levelname)s: %(message)s"
    logging.basicConfig(level=level, format=f"%(asctime)s {form}" if timestamps else form, force=True)
    # urllib3 tells of its retries in its own words; http_session says the same in plain ones.
    logging.getLogger("urllib3").setLevel(logging.ERROR)


def _run(options: Options, *, stop: StopRequest) -> int:
    timeout = options.timeout_seconds
    with (
        open_http_session(stop=stop, timeout_seconds=timeout) as django_http,
        open_http_session(stop=stop, timeout_seconds=timeout) as monitor_http,
    ):
        session = _django_session(options, http=django_http)
        monitor = MonitorClient(
            base_url=options.monitor_url, http=monitor_http, credentials=options.monitor_credentials
        )
        watcher = UpdateWatcher(operations=OperationClient(session=session), monitor=monitor, stop=stop)
        try:
            session.login()
        except LoginRefused as error:
            # Only a person can mend it: there is no point in going on.
            logger.error("❌ %s", error)
            return 1
        except MonitorScriptFailure as error:
            # The server may be starting or away for a moment: every cycle logs in where that is needed.
            logger.warning("⚠️ Could not log in. %s", error)
            if options.once:
                return 0 if stop.requested else 1
        return _track(watcher, options=options, stop=stop)


def _django_session(options: Options, *, http: requests.Session) -> DjangoSession:
    login = options.django_login
    if isinstance(login, TokenLogin):
        return TokenSession(base_url=options.django_url, token=login.token, http=http)
    return AuthSession(
        base_url=options.django_url, username=login.username, password=login.password, http=http
    )


def _track(watcher: UpdateWatcher, *, options: Options, stop: StopRequest) -> int:
    if options.once:
        return 0 if watcher.track_manual_assignments().done or stop.requested else 1
    logger.info("Tracking manual assignments every %g seconds.", options.interval_seconds)
    watcher.watch(interval_seconds=options.interval_seconds)
    return 0


if __name__ == "__main__":
    sys.exit(main())
