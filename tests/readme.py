"""The README's examples, as their reader would type them."""

from __future__ import annotations

import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import PROJECT_DIR

README = (PROJECT_DIR / "README.md").read_text(encoding="utf-8")
LOGIN_BY_CURL = "cookies.txt -c cookies.txt"
FOLLOW_BY_CURL = "curl -sN"


def example(language: str, containing: str) -> str:
    """The code block of the README in that language that contains a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```", README, flags=re.DOTALL | re.MULTILINE)
    return str(next(block for block in blocks if containing in block))


def filled_in(text: str, *, site: str, user: str, password: str) -> str:
    """An example with the reader's own values."""
    return text.replace("http://127.0.0.1:8000", site).replace("USER", user).replace("PASSWORD", password)


class Follower:
    """The running `curl` of the example that prints events as they happen."""

    def __init__(self, process: subprocess.Popen[str], printed: Path) -> None:
        self._process = process
        self._printed = printed

    def wait_for(self, text: str, *, seconds: float) -> str:
        """Return what was printed as soon as it contains a text; fails where that does not come in time."""
        deadline = time.monotonic() + seconds
        while text not in (printed := self._printed.read_text(encoding="utf-8")):
            assert self._process.poll() is None, f"curl ended: {printed}"
            assert time.monotonic() < deadline, f"no {text!r} within {seconds} s: {printed}"
            time.sleep(0.1)
        return printed


@contextmanager
def following(directory: Path, *, site: str, user: str, password: str) -> Iterator[Follower]:
    """Log in and follow the plant by the README's two examples, typed into one shell; ends them."""
    typed = example("sh", LOGIN_BY_CURL) + example("sh", FOLLOW_BY_CURL).replace("curl", "exec curl", 1)
    command = ["bash", "-c", filled_in(typed, site=site, user=user, password=password)]
    printed = directory / "printed"
    with (
        printed.open("w", encoding="utf-8") as output,
        subprocess.Popen(command, cwd=directory, stdout=output, text=True) as process,
    ):
        try:
            yield Follower(process, printed)
        finally:
            process.terminate()
