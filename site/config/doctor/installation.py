"""What can be looked at without a database: settings, static files, time zone, disks."""

from __future__ import annotations

import filecmp
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.checks import ERROR, run_checks
from django.utils import timezone

from config.doctor.findings import Finding, ok, problem, warning

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

GIGABYTE: Final = 1_000_000_000
LEAST_FREE_BYTES: Final = 1 * GIGABYTE
LITTLE_FREE_SHARE: Final = 0.1


def settings_findings() -> Iterator[Finding]:
    """Django's own checks of a deployment; of development settings, that they are none."""
    if settings.DEBUG:
        yield problem(
            "settings",
            "DEBUG is on: errors show the server's secrets.",
            "Use config.settings.prod in a shop.",
        )
        return
    found = [one for one in run_checks(include_deployment_checks=True) if not one.is_silenced()]
    for one in found:
        tell = problem if one.level >= ERROR else warning
        yield tell("settings", f"{one.msg} ({one.id})", one.hint or "")
    if not found:
        yield ok("settings", "Django's checks of a deployment find nothing.")


def time_zone_finding() -> Finding:
    """Where the administration's times are of."""
    now = f"{timezone.localtime():%H:%M}"
    if settings.TIME_ZONE == "UTC":
        return warning(
            "time zone",
            f"The administration shows times in UTC, where it is {now}.",
            "Set TIME_ZONE to the plant's, such as Europe/Stockholm.",
        )
    return ok("time zone", f"{settings.TIME_ZONE}, where it is {now}.")


def static_files_finding() -> Finding:
    """Whether what the server gives to browsers is what this version brings."""
    if getattr(settings, "WHITENOISE_USE_FINDERS", False):
        return ok("static files", "Served from the sources, as development settings have it.")
    sources = {name: Path(storage.path(name)) for name, storage in static_sources()}
    outdated = [name for name, source in sources.items() if not is_collected(name, source)]
    if outdated:
        return problem(
            "static files",
            f"{len(outdated)} of {len(sources)} are missing or old in {settings.STATIC_ROOT}, first {outdated[0]}.",
            "Run manage.py collectstatic --no-input, then restart the server.",
        )
    return ok(
        "static files", f"All {len(sources)} are in {settings.STATIC_ROOT} as this version brings them."
    )


def static_sources() -> Iterator[tuple[str, Any]]:
    """Each static file's name and where it comes from; of the same name, the first one counts."""
    for finder in get_finders():
        yield from finder.list([])


def is_collected(name: str, source: Path) -> bool:
    """Whether the collected copy is there and the same."""
    collected = Path(settings.STATIC_ROOT, name)
    return collected.is_file() and filecmp.cmp(source, collected, shallow=False)


def disk_findings(also: Iterable[Path] = ()) -> Iterator[Finding]:
    """How much is free where this machine writes: temporary files, static files, and `also`."""
    seen: set[int] = set()
    for path in (Path(tempfile.gettempdir()), Path(settings.STATIC_ROOT), *also):
        existing = next(one for one in (path, *path.parents) if one.exists())
        device = existing.stat().st_dev
        if device not in seen:
            seen.add(device)
            yield disk_finding(existing)


def disk_finding(path: Path) -> Finding:
    """How much is free on one disk."""
    usage = shutil.disk_usage(path)
    return disk_verdict(path, free=usage.free, total=usage.total)


def disk_verdict(path: Path, *, free: int, total: int) -> Finding:
    """What so many free bytes mean."""
    sentence = f"{free / GIGABYTE:.1f} of {total / GIGABYTE:.1f} GB are free at {path}."
    remedy = "Make room, or give it a larger disk: a database that cannot write loses reports."
    if free < LEAST_FREE_BYTES:
        return problem("disk", sentence, remedy)
    if free < LITTLE_FREE_SHARE * total:
        return warning("disk", sentence, remedy)
    return ok("disk", sentence)
