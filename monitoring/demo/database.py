"""The demo's own database: which one, and how this process comes to use it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.core.management.base import CommandError
from django.db import connection

SETTINGS = "config.settings.dev"
SCHEMES = ("sqlite", "postgres", "postgresql")


@dataclass(frozen=True, slots=True)
class DemoDatabase:
    """`url` is for DATABASE_URL; `label` may be shown; `passwords` is the file that keeps the demo's passwords."""

    url: str
    label: str
    passwords: Path
    file: Path | None = None

    @classmethod
    def from_option(cls, option: str | None) -> DemoDatabase:
        """Read `--database`: a file, a URL, or None for a file of the demo's own. Raises CommandError."""
        directory = Path(settings.PROJECT_DIR) / "var"
        if option is None:
            directory.mkdir(exist_ok=True)
            return cls._of_file(directory / "demo.sqlite3")
        if "://" not in option:
            return cls._of_file(Path(option).absolute())
        parts = urlsplit(option)
        if parts.scheme not in SCHEMES:
            raise CommandError(f"--database must be a file or begin with one of: {', '.join(SCHEMES)}.")
        if parts.scheme == "sqlite":
            return cls._of_file(Path(option.partition(":///")[2] or ":memory:").absolute())
        name = parts.path.strip("/")
        if not name:
            raise CommandError("--database names a server but no database: postgres://user@host/name")
        return cls(
            url=option,
            label=f"{name} on {parts.hostname or 'this machine'}",
            passwords=directory / f"demo-{quote(name, safe='')}.passwords.json",
        )

    @classmethod
    def _of_file(cls, path: Path) -> DemoDatabase:
        if path.name == ":memory:" or path.is_dir() or not path.parent.is_dir():
            raise CommandError(f"--database must be a file in a directory that exists; {path} is not.")
        return cls(
            url=f"sqlite:///{quote(str(path))}",
            label=str(path),
            passwords=path.with_name(f"{path.name}.passwords.json"),
            file=path,
        )

    def use(self) -> None:
        """Make this the database of this process and of those that it starts, all of them with the demo's settings."""
        known = settings.DATABASES["default"]
        if os.environ["DJANGO_SETTINGS_MODULE"] == SETTINGS and "DATABASE_URL_FILE" not in os.environ:
            if os.environ.get("DATABASE_URL") == self.url:
                return
            if self.file is not None and "sqlite" in known["ENGINE"]:
                # Nothing is connected yet, and only the file differs: as Django does where it makes a test's database.
                known["NAME"] = connection.settings_dict["NAME"] = str(self.file)
                os.environ["DATABASE_URL"] = self.url
                return
        self._begin_anew()

    def _begin_anew(self) -> NoReturn:
        """Run this program again with the same arguments: settings are read only once."""
        environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL_FILE"}
        environment |= {"DJANGO_SETTINGS_MODULE": SETTINGS, "DATABASE_URL": self.url}
        os.execve(sys.executable, [sys.executable, *sys.orig_argv[1:]], environment)  # noqa: S606  # itself
