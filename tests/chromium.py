"""The browser of the browser tests. `python -m tests.chromium` makes sure that there is one."""

import os
import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
WHAT_TO_DO = (
    "The browser tests need Chromium and this machine has none that could be installed from here.\n"
    "Install it (Debian, Ubuntu: apt-get install chromium) so that `chromium` is on the PATH, and run again."
)


def executable() -> str | None:
    """The path of a Chromium of this machine; None stands for the one that Playwright downloaded."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def succeeds(*command: str) -> bool:
    """Whether a command ended well; what it wrote is shown."""
    print("+", *command, flush=True)
    return subprocess.run(command, check=False).returncode == 0


def install() -> bool:
    """Install Chromium by the system's packages where that is allowed, else by Playwright's download."""
    if shutil.which("apt-get") and os.geteuid() == 0:
        quiet = ("-y", "-qq", "--no-install-recommends")
        if (
            succeeds("apt-get", "update", "-qq")
            and succeeds("apt-get", "install", *quiet, "chromium")
            and executable()
        ):
            return True
    return succeeds(sys.executable, "-m", "playwright", "install", "chromium")


if __name__ == "__main__":
    sys.exit(0 if executable() or install() else WHAT_TO_DO)
