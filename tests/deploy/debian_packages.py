"""What the tests of the deployment need of the machine. `python -m tests.deploy.debian_packages` makes sure of it."""

import os
import shutil
import subprocess
import sys

PACKAGES = {
    "curl": "curl",
    "nginx": "nginx",
    "openssl": "openssl",
    "systemd-analyze": "systemd",
    "setpriv": "util-linux",
}
# Debian would start nginx as it is installed, at port 80: at runlevel 1 it does not.
ENVIRONMENT = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
# Where Debian has nginx; a user's PATH may lack it.
PATH = f"{os.environ['PATH']}{os.pathsep}/usr/sbin"


def missing() -> list[str]:
    """The packages whose command is not there."""
    return [package for command, package in PACKAGES.items() if shutil.which(command, path=PATH) is None]


def ensure() -> None:
    """Install what is missing, where that is allowed; exits with a sentence that says what to install otherwise."""
    packages = missing()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        apt = ("apt-get", "-o", "DPkg::Lock::Timeout=120", "-qq")
        for command in ("update",), ("install", "-y", "--no-install-recommends", *packages):
            subprocess.run([*apt, *command], env=os.environ | ENVIRONMENT, check=False)
    if packages := missing():
        sys.exit(
            f"The tests of the deployment need {', '.join(packages)}, which could not be installed from here.\n"
            f"Install it (Debian, Ubuntu: apt-get install {' '.join(packages)}), and run again."
        )


def command(name: str) -> str:
    """The path of one of these commands."""
    path = shutil.which(name, path=PATH)
    assert path is not None, f"{name} is not there: run python -m tests.deploy.debian_packages"
    return path


if __name__ == "__main__":
    ensure()
