"""What a running server says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import requests

from config.doctor.findings import Finding, ok, problem, warning
from config.operation.answers import LIVEZ, READYZ

if TYPE_CHECKING:
    from collections.abc import Iterator

PATIENCE_SECONDS: Final = 10


def server_findings(url: str) -> Iterator[Finding]:
    """Whether the server at this address lives and is ready."""
    base_url = url.rstrip("/")
    try:
        alive = requests.get(base_url + LIVEZ, timeout=PATIENCE_SECONDS, allow_redirects=False)
        ready = requests.get(base_url + READYZ, timeout=PATIENCE_SECONDS, allow_redirects=False)
        answer: dict[str, Any] = ready.json()
        checks, warnings = dict(answer["checks"]), list(answer["warnings"])
    except requests.RequestException as error:
        reason = f"{base_url} does not answer as this server does: {type(error).__name__}."
        yield problem(
            "server", reason, "Start it (manage.py serve), or correct --url; a proxy may stand between."
        )
        return
    except (KeyError, TypeError, ValueError):
        reason = f"{base_url + READYZ} answers {ready.status_code} with something else than readiness."
        yield problem("server", reason, "Correct --url, or let the proxy pass /livez and /readyz on.")
        return
    if alive.status_code == 200 and ready.status_code == 200:
        yield ok("server", f"{base_url} lives and is ready.")
    for name, outcome in checks.items():
        if outcome != "ok":
            yield problem("server", f"{base_url} is not ready, {name}: {outcome}", "See its log.")
    for sentence in warnings:
        yield warning("server", str(sentence), "See the script's log.")
