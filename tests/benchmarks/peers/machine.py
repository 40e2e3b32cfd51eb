"""On what was measured."""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import psycopg2

# Both environments serve with these: another version would be another server.
SHARED = ("Django", "psycopg2-binary", "uvicorn", "httptools", "uvloop", "a2wsgi", "whitenoise", "orjson")
HERE = (*SHARED, "strawberry-graphql", "strawberry-graphql-django", "graphql-core")
ELSEWHERE = (
    *SHARED,
    "graphene-django",
    "graphene",
    "ariadne",
    "graphql-core",
    "django-ninja",
    "pydantic",
    "djangorestframework",
)
ASK = """
import json, sys
from importlib.metadata import version
print(json.dumps([sys.version, {name: version(name) for name in sys.argv[1:]}]))
"""


class UnlikeEnvironments(Exception):
    """The peers would be served by other versions than the product."""


@dataclass(frozen=True, slots=True)
class Machine:
    """The machine, and the versions of what ran on it in both environments."""

    cores: int
    processor: str
    memory_gib: int
    load_before: float
    python: str
    postgresql: str
    here: dict[str, str]
    elsewhere: dict[str, str]

    def as_text(self) -> str:
        """In two sentences, for people."""
        return (
            f"Machine: {self.cores} cores ({self.processor}), {self.memory_gib} GiB of memory, load "
            f"{self.load_before:.1f} before the run; clients, servers and the database share it. Python {self.python}, "
            f"PostgreSQL {self.postgresql}."
        )

    def as_json(self) -> dict[str, object]:
        """For programs."""
        return asdict(self)


def machine(*, peers_python: str, database_url: str) -> Machine:
    """Look at this machine and both environments; raises UnlikeEnvironments."""
    python, here = versions(sys.executable, HERE)
    peers_version, elsewhere = versions(peers_python, ELSEWHERE)
    unlike = [name for name in SHARED if here[name] != elsewhere[name]]
    if unlike or python != peers_version:
        what = ", ".join(unlike) or "Python"
        raise UnlikeEnvironments(f"{what}: not the same in both environments. Run `make lock` and try again.")
    return Machine(
        cores=os.cpu_count() or 1,
        processor=processor(),
        memory_gib=round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
        load_before=os.getloadavg()[0],
        python=platform.python_version(),
        postgresql=postgresql(database_url),
        here=here,
        elsewhere=elsewhere,
    )


def versions(python: str, names: tuple[str, ...]) -> tuple[str, dict[str, str]]:
    """The version of an interpreter, and of these packages in its environment."""
    asked = subprocess.run([python, "-c", ASK, *names], check=True, capture_output=True, text=True)
    interpreter, packages = json.loads(asked.stdout)
    return interpreter, packages


def processor() -> str:
    """The processor's name, as far as the system tells."""
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()


def postgresql(database_url: str) -> str:
    """The database server's version."""
    with closing(psycopg2.connect(database_url)) as connection, connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        row = cursor.fetchone()
    return str(row[0]) if row else "of unknown version"
