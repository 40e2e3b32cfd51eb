"""Every text of the site's own pages and of its scripts has its Swedish."""

import gettext
import re
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.contracts.script_texts import Key, marked_texts, unreadable_marks

SITE_DIR = Path(__file__).resolve().parents[2] / "site"
SCRIPTS_DIR = SITE_DIR / "frontend" / "src"
# GraphiQL is English; the other file is where `gettext` itself is defined.
NOT_TRANSLATED = ("graphiql/", "language/gettext.ts")
# Texts that read the same in Swedish. Any other text that does was forgotten.
SAME_IN_BOTH = {"Administration", "Material", "%(machine)s, %(slot)s: %(wish)s."}


def texts() -> set[str]:
    """The texts that templates and pages mark for translation."""
    sources = [*SITE_DIR.glob("templates/**/*.html"), *SITE_DIR.glob("config/**/*.py")]
    marked = re.compile(r"""(?:{% translate |\b_\(\s*)(?:"([^"]+)"|'([^']+)')""")
    return {
        double or single
        for source in sources
        for double, single in marked.findall(source.read_text(encoding="utf-8"))
    }


def scripts() -> list[Path]:
    """The front end's sources whose texts people read in their language."""
    return [
        path
        for path in sorted(SCRIPTS_DIR.rglob("*.ts*"))
        if not path.relative_to(SCRIPTS_DIR).as_posix().startswith(NOT_TRANSLATED)
    ]


def texts_of_scripts() -> dict[Key, str]:
    """The English of each text that the front end's sources mark."""
    return {
        key: english
        for path in scripts()
        for key, english in marked_texts(path.read_text(encoding="utf-8")).items()
    }


def swedish(domain: str) -> dict[Key, str]:
    """What the compiled catalogue of pages (`django`) or scripts (`djangojs`) holds, as the site reads it."""
    entries: Mapping[Key, str] = vars(gettext.translation(domain, SITE_DIR / "locale", ["sv"]))["_catalog"]
    return {key: text for key, text in entries.items() if key != ""}


def places(text: str) -> list[str]:
    """The names of the values that a text leaves room for."""
    return sorted(re.findall(r"%\((\w+)\)s", text))


def without_swedish(english: Mapping[Key, str], translated: Mapping[Key, str]) -> set[Key]:
    """The texts that are missing from a catalogue, or stand in it in English."""
    return {
        key for key, text in english.items() if translated.get(key, text) == text and text not in SAME_IN_BOTH
    }


def test_every_text_of_pages_has_its_swedish() -> None:
    assert len(texts()) > 20
    assert without_swedish({text: text for text in texts()}, swedish("django")) == set()


def test_every_text_of_scripts_has_its_swedish_in_each_plural_form() -> None:
    assert "just now" in texts_of_scripts()
    assert without_swedish(texts_of_scripts(), swedish("djangojs")) == set()


def test_every_text_of_scripts_can_be_collected() -> None:
    """A text is one literal in double quotes in the call; see CONTRIBUTING.md."""
    assert len(scripts()) > 10
    assert [
        f"{path}:{line}" for path in scripts() for line in unreadable_marks(path.read_text(encoding="utf-8"))
    ] == []


def test_no_swedish_text_of_scripts_is_left_over() -> None:
    assert swedish("djangojs").keys() - texts_of_scripts().keys() == set()


def test_swedish_texts_of_scripts_take_the_same_values_as_english_ones() -> None:
    english = texts_of_scripts()

    assert {
        key: text
        for key, text in swedish("djangojs").items()
        if key in english and places(text) != places(english[key])
    } == {}


def test_pages_and_scripts_translate_a_text_alike() -> None:
    pages, scripts = swedish("django"), swedish("djangojs")

    assert {
        key: (pages[key], scripts[key]) for key in pages.keys() & scripts if pages[key] != scripts[key]
    } == {}


def test_marked_texts_are_found_in_every_layout() -> None:
    source = """
    import { gettext, ngettext } from "../language/gettext";
    <p title={gettext("Say \\"no\\"")}>{ngettext("%(n)s part", "%(n)s parts", made)}</p>;
    gettext(
      "A long text",
    );
    """.replace("\n    ", "\n")

    assert marked_texts(source) == {
        'Say "no"': 'Say "no"',
        ("%(n)s part", 0): "%(n)s part",
        ("%(n)s part", 1): "%(n)s parts",
        "A long text": "A long text",
    }


@pytest.mark.parametrize(
    "call",
    [
        'gettext("Back to " + "the plan")',
        'gettext(\n  "Back to " +\n    "the plan")',
        "gettext(`Back to ${plan}`)",
        "gettext('Back')",
        "gettext(label)",
        'gettext(isBack ? "Back" : "Forth")',
        "labels.map(gettext)",
        'ngettext("part", parts, count)',
        'ngettext("part", "par" + "ts", count)',
        'ngettext("part", "parts")',
        'pgettext("slot", "Next")',
        'const translate = gettext;\ntranslate("Back");',
    ],
)
def test_a_text_that_cannot_be_collected_is_an_error_at_its_line(call: str) -> None:
    source = f'const before = gettext("Before");\n{call}'

    assert unreadable_marks(source)[0] == 2
    assert marked_texts(source).keys() <= {"Before", "Back"}


@pytest.mark.parametrize(
    ("translated", "missing"),
    [
        ({}, {"Back", ("part", 0), ("part", 1)}),
        ({"Back": "Back", ("part", 0): "del", ("part", 1): "delar"}, {"Back"}),
        ({"Back": "Tillbaka", ("part", 0): "del"}, {("part", 1)}),
        ({"Back": "Tillbaka", ("part", 0): "del", ("part", 1): "delar"}, set()),
    ],
)
def test_a_text_without_its_swedish_is_noticed(translated: dict[Key, str], missing: set[Key]) -> None:
    english: dict[Key, str] = {"Back": "Back", ("part", 0): "part", ("part", 1): "parts"}

    assert without_swedish(english, translated) == missing
