"""The units of `deploy/systemd/` as systemd would run them, in a directory instead of the whole machine."""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.servers import PROJECT_DIR

UNITS_DIR = PROJECT_DIR / "deploy" / "systemd"
# What systemd gives every service; the tools of the tests' PostgreSQL come before it.
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
OF_THE_PLANT = ("/opt/manual-assignments", "/etc/manual-assignments", "/var/lib/manual-assignments")


def settings_of(text: str) -> list[tuple[str, str]]:
    """The names and values of an environment file or a unit, in their order; sections and comments are left out."""
    lines = [line.strip() for line in text.splitlines()]
    return [
        (name, value.strip('"'))
        for name, _, value in (line.partition("=") for line in lines if line and line[0] not in "#;[")
    ]


@dataclass(frozen=True)
class Unit:
    """A service of `deploy/systemd/` on a machine whose root is a directory; `instance` is the part after the @."""

    name: str
    root: Path
    path: str
    instance: str = ""

    def values(self, key: str) -> list[str]:
        """Every value of a key, with specifiers and paths of this machine."""
        text = (UNITS_DIR / self.name).read_text(encoding="utf-8")
        return [self._here(value) for name, value in settings_of(text) if name == key]

    @property
    def credentials(self) -> Path:
        return self.root / "run" / "credentials" / f"{self.name}{self.instance}"

    def environment(self) -> dict[str, str]:
        """All that the process's environment holds: nothing comes from the one that runs the tests but PATH's tools."""
        environment = {"PATH": f"{self.path}:{SYSTEM_PATH}", "LANG": "C.UTF-8"}
        for line in self.values("Environment"):
            environment |= dict(settings_of("\n".join(shlex.split(line))))
        for file in self.values("EnvironmentFile"):
            environment |= dict(settings_of(Path(file).read_text(encoding="utf-8")))
        for directory in self.values("StateDirectory"):
            environment["STATE_DIRECTORY"] = str(self.root / "var" / "lib" / directory)
        return environment

    def prepare(self) -> None:
        """Lay out its credentials and its state, as systemd does before the first command."""
        self.credentials.mkdir(parents=True, exist_ok=True)
        for name, source in (value.split(":", 1) for value in self.values("LoadCredential")):
            shutil.copyfile(source, self.credentials / name)
        for directory in self.values("StateDirectory"):
            (self.root / "var" / "lib" / directory).mkdir(parents=True, exist_ok=True)

    def commands(self, key: str) -> Iterator[list[str]]:
        """The words of each command of a key, variables of the environment filled in."""
        environment = self.environment()
        for line in self.values(key):
            yield [filled_in(word, environment) for word in shlex.split(line)]

    def _here(self, value: str) -> str:
        value = value.replace("%i", self.instance).replace("%d", str(self.credentials))
        for path in OF_THE_PLANT:
            value = value.replace(path, f"{self.root}{path}")
        assert not re.search(r"%\w", value), f"{self.name}: what is the specifier in {value}?"
        return value


def filled_in(word: str, environment: Mapping[str, str]) -> str:
    """A word with its ${VARIABLES}; KeyError where the environment lacks one."""
    return re.sub(r"\$\{(\w+)\}", lambda found: environment[found[1]], word)
