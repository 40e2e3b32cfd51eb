"""HTTP as the script needs it: a timeout on every request, retries with backoff, no redirect followed."""

import logging
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from urllib3 import BaseHTTPResponse
from urllib3.exceptions import MaxRetryError
from urllib3.util import Retry

from monitor_script.errors import ServerUnreachable
from monitor_script.stop_request import StopRequest

logger = logging.getLogger(__name__)

DEFAULT_TIMEOUT_SECONDS = 10.0
RETRIES = 3
# After the first repeat, which comes at once: 1 second, then 2.
BACKOFF_FACTOR_SECONDS = 0.5
LONGEST_WAIT_SECONDS = 30
RETRIED_STATUSES = frozenset({429, 500, 502, 503, 504})


class StoppableRetry(Retry):
    """urllib3's `Retry`, whose waits end when the script is asked to stop, and which says what it does."""

    def __init__(self, *args: Any, stop: StopRequest, **options: Any) -> None:
        super().__init__(*args, **options)
        self.stop = stop

    def new(self, **options: Any) -> Self:
        return super().new(stop=self.stop, **options)

    def is_exhausted(self) -> bool:
        return self.stop.requested or super().is_exhausted()

    def increment(
        self, method: str | None = None, url: str | None = None, *rest: Any, **options: Any
    ) -> Self:
        response = options.get("response")
        if response and (self.get_retry_after(response) or 0) > LONGEST_WAIT_SECONDS:
            # Asking again sooner than it wants would be hammering, and waiting for it would hold all else up.
            raise MaxRetryError(options["_pool"], url or "")
        following = super().increment(method, url, *rest, **options)
        cause = f"status {response.status}" if response else root_cause(options.get("error"))
        logger.warning("🔁 %s %s: %s. Trying again (%s left).", method, url, cause, following.total)
        return following

    def sleep(self, response: BaseHTTPResponse | None = None) -> None:
        asked_for = self.get_retry_after(response) if response else None
        if self.stop.wait(asked_for or self.get_backoff_time()):
            # Not one attempt more: it might take until its timeout.
            raise InterruptedError("the script is asked to stop")


class TimeoutAdapter(HTTPAdapter):
    """An adapter that gives every request a timeout: `requests` itself would wait for ever."""

    def __init__(self, *, timeout_seconds: float, retry: Retry) -> None:
        super().__init__(max_retries=retry)
        self.timeout_seconds = timeout_seconds

    def send(self, request: requests.PreparedRequest, *rest: Any, **options: Any) -> requests.Response:
        if options.get("timeout") is None:
            options["timeout"] = self.timeout_seconds
        return super().send(request, *rest, **options)


def open_http_session(
    *,
    stop: StopRequest,
    timeout_seconds: float = DEFAULT_TIMEOUT_SECONDS,
    backoff_factor_seconds: float = BACKOFF_FACTOR_SECONDS,
) -> requests.Session:
    """A `requests` session for one server.

    `timeout_seconds` limits connecting and each wait for bytes. A request that is lost, or answered by a
    status that may pass (429, 500, 502, 503, 504), is sent again up to three times; POSTs too, because the
    script reports absolute totals and the same total twice changes nothing. Not so where the answer asks for
    a wait of more than 30 seconds: that answer is returned.
    """
    retry = StoppableRetry(
        total=RETRIES,
        status_forcelist=RETRIED_STATUSES,
        allowed_methods=None,
        backoff_factor=backoff_factor_seconds,
        backoff_max=LONGEST_WAIT_SECONDS,
        raise_on_status=False,
        stop=stop,
    )
    session = requests.Session()
    for scheme in ("http://", "https://"):
        session.mount(scheme, TimeoutAdapter(timeout_seconds=timeout_seconds, retry=retry))
    return session


def send(session: requests.Session, method: str, url: str, **options: Any) -> requests.Response:
    """Send one request and return its answer as it is: a redirect is an answer, never followed.

    Raises `ServerUnreachable` when no answer came.
    """
    try:
        return session.request(method, url, allow_redirects=False, **options)
    except requests.RequestException as error:
        raise ServerUnreachable(f"{method} {url} got no answer: {root_cause(error)}") from error


def root_cause(error: BaseException | None) -> str:
    """The innermost reason, in words: "Connection refused" rather than five layers of pools."""
    while error is not None and (inner := error.__cause__ or error.__context__) is not None:
        error = inner
    words = error.strerror if isinstance(error, OSError) else None
    return words or str(error) or type(error).__name__
