"""Every text of the site's own pages has its Swedish."""

import gettext
import re
from pathlib import Path

SITE_DIR = Path(__file__).resolve().parents[2] / "site"
SAME_IN_BOTH = {"Administration"}


def texts() -> set[str]:
    """The texts that templates and pages mark for translation."""
    sources = [*SITE_DIR.glob("templates/**/*.html"), *SITE_DIR.glob("config/**/*.py")]
    marked = re.compile(r"""(?:{% translate |\b_\(\s*)(?:"([^"]+)"|'([^']+)')""")
    return {
        double or single
        for source in sources
        for double, single in marked.findall(source.read_text(encoding="utf-8"))
    }


def test_every_text_has_its_swedish() -> None:
    swedish = gettext.translation("django", SITE_DIR / "locale", ["sv"])

    missing = {text for text in texts() - SAME_IN_BOTH if swedish.gettext(text) == text}

    assert len(texts()) > 20
    assert missing == set()
