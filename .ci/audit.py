"""Known vulnerabilities in the locked dependencies, as far as the advisory services can be reached from here.

A vulnerability that is found fails; a service that does not answer is said, and fails nothing.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

PROJECT_DIR = Path(__file__).resolve().parents[1]
PATIENCE_SECONDS = 180
LOCK_FILES = ("requirements/base.txt", "requirements/dev.txt", "requirements/bench.txt")


def answer(command: list[str], *, directory: Path = PROJECT_DIR) -> dict[str, Any]:
    """The JSON object that a command printed, or an empty one where it printed none in time."""
    try:
        result = subprocess.run(
            command, cwd=directory, capture_output=True, text=True, timeout=PATIENCE_SECONDS, check=False
        )
        parsed = json.loads(result.stdout)
    except (subprocess.TimeoutExpired, json.JSONDecodeError):
        return {}
    return parsed if isinstance(parsed, dict) else {}


def python_findings(lock_file: str) -> list[str] | None:
    """One line per vulnerability in a lock file; None where nothing could be asked."""
    options = ["--require-hashes", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
    command = [sys.executable, "-m", "pip_audit", "--requirement", lock_file, *options]
    packages = answer(command).get("dependencies", [])
    audited = [package for package in packages if "vulns" in package]
    if not audited:
        return None
    print(f"{lock_file}: {len(audited)} of {len(packages)} packages audited")
    return [
        f"{package['name']} {package['version']}: {found['id']}, fixed in {found['fix_versions']}"
        for package in audited
        for found in package["vulns"]
    ]


def front_end_findings() -> list[str] | None:
    """One line per vulnerable package of the front end; None where nothing could be asked."""
    if not shutil.which("npm"):
        return None
    report = answer(["npm", "audit", "--json"], directory=PROJECT_DIR / "site" / "frontend")
    if "vulnerabilities" not in report:
        return None
    return [
        f"{name}: {found['severity']}, {found['range']}" for name, found in report["vulnerabilities"].items()
    ]


def main() -> int:
    """Say what was found; 1 where that is anything."""
    audits = {
        **{lock_file: python_findings(lock_file) for lock_file in LOCK_FILES},
        "site/frontend/package-lock.json": front_end_findings(),
    }
    for name, findings in audits.items():
        if findings is None:
            print(f"{name}: NOT audited, its advisory service did not answer from here")
        for finding in findings or []:
            print(f"{name}: VULNERABLE: {finding}")
    return 1 if any(audits.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
