"""`docs/running-in-a-plant.md` as its reader types it, on a machine that is a directory."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, quote, urlsplit

from tests.deploy.plant_database import PlantDatabase, postgresql_tools
from tests.deploy.plant_machine import PATIENCE_SECONDS, RELEASED, PlantMachine, whoami
from tests.deploy.units import SYSTEM_PATH
from tests.servers import PROJECT_DIR

PAGE = PROJECT_DIR / "docs" / "running-in-a-plant.md"
# What the page's commands need a whole machine for. Each `systemctl` is noted, for the test to look at.
STAND_INS = {
    "sudo": 'if [ "$1" = -u ]; then shift 2; fi\nexec "$@"',
    "systemctl": 'echo "$*" >> "$NOTED"',
    "useradd": ":",
    "nginx": ":",
    "git": f'exec tar -c -C "{PROJECT_DIR}" --exclude=node_modules --exclude=frontend {" ".join(RELEASED)}',
}


def block(containing: str) -> str:
    """The commands of the page's only block that contains a text."""
    blocks = re.findall(
        r"^```sh\n(.*?)^```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    [found] = [one for one in blocks if containing in one]
    return str(found)


@dataclass(frozen=True)
class Administrator:
    """Types the page's commands on a machine; the database's name is the page's own."""

    root: Path
    superuser_url: str

    @contextmanager
    def machine(self) -> Iterator[PlantMachine]:
        """What was set up; stops what is started on it."""
        machine = PlantMachine(
            self.root, PlantDatabase("manual_assignments", self.superuser_url), installed=PROJECT_DIR
        )
        try:
            yield machine
        finally:
            machine.stop_all()

    @property
    def socket_directory(self) -> str:
        return parse_qs(urlsplit(self.superuser_url).query)["host"][0]

    def prepare(self) -> None:
        """Make what Debian has before the first command, and the stand-ins."""
        for directory in (
            "etc/systemd/system",
            "etc/nginx/sites-available",
            "etc/nginx/sites-enabled",
            "bin",
        ):
            (self.root / directory).mkdir(parents=True)
        for name, commands in STAND_INS.items():
            (self.root / "bin" / name).write_text(f"#!/bin/sh\n{commands}\n", encoding="utf-8")
            (self.root / "bin" / name).chmod(0o755)

    def type(self, *commands: str) -> str:
        """Type commands into one shell, which ends at the first that fails; returns what they print."""
        text = "".join(commands)
        for path in ("/opt/manual-assignments", "/etc/", "/var/lib/manual-assignments"):
            text = re.sub(rf"(?<![\w.]){path}", f"{self.root}{path}", text)
        text = text.replace("@localhost/", f"@{quote(self.socket_directory, safe='')}/")
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", text],
            cwd=PROJECT_DIR,
            env=self._environment(),
            capture_output=True,
            text=True,
            timeout=PATIENCE_SECONDS * 3,
        )
        assert done.returncode == 0, f"{done.stdout}{done.stderr}"
        return done.stdout

    def noted(self) -> list[list[str]]:
        """The words of each `systemctl` so far."""
        return [line.split() for line in (self.root / "noted").read_text(encoding="utf-8").splitlines()]

    def _environment(self) -> dict[str, str]:
        return {
            "PATH": f"{self.root / 'bin'}:{postgresql_tools()}:{SYSTEM_PATH}",
            "LANG": "C.UTF-8",
            "PGHOST": self.socket_directory,
            "PGUSER": "postgres",
            "PGDATABASE": "postgres",
            "NOTED": str(self.root / "noted"),
            "MANUAL_ASSIGNMENTS_ETC": str(self.root / "etc" / "manual-assignments"),
            "MANUAL_ASSIGNMENTS_ADMIN": whoami(),
            "PIP_DRY_RUN": "1",
            "DJANGO_SUPERUSER_PASSWORD": "a password of the test suite",
        }
