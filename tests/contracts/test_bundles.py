"""What a browser loads for a screen is small, and all of it comes from this host."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "site" / "static"
MOST_BYTES_OF_A_SCREEN = 80_000


def bundle(screen: str) -> list[Path]:
    """The script and the styles of a screen."""
    return [STATIC / screen / f"{screen}{suffix}" for suffix in (".js", ".css")]


@pytest.mark.parametrize("screen", ["planning", "machine", "board"])
def test_a_screen_weighs_less_than_80_kilobytes_as_it_is_sent(screen: str) -> None:
    assert sum(len(gzip.compress(path.read_bytes())) for path in bundle(screen)) < MOST_BYTES_OF_A_SCREEN


@pytest.mark.parametrize("screen", ["planning", "machine", "board"])
def test_a_screen_names_no_other_host_and_makes_no_code_of_texts(screen: str) -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in bundle(screen))
    addresses = set(re.findall(r"https?://[\w.-]+", text))

    # Names of XML's vocabularies look like addresses, and nothing is loaded from them.
    assert addresses <= {"http://www.w3.org"}
    assert not re.search(r"\beval\(|new Function\(", text)
