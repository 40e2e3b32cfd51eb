"""The browser of the browser tests. `python -m tests.chromium` makes sure that there is one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root, in a container without a network of its own: no sandbox, and nothing that phones home.
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
WHAT_TO_DO = (
    "The browser tests need Chromium and this machine has none that could be installed from here.\n"
    "Install it (Debian, Ubuntu: apt-get install chromium) so that `chromium` is on the PATH, and run again."
)


def executable() -> str | None:
    """The path of a Chromium of this machine; None stands for the one that Playwright downloaded."""
    return next(filter(None, map(shutil.which, NAMES)), None)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=ARGUMENTS)
        yield browser
        browser.close()


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
