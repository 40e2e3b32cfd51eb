"""The texts that the front end's sources mark for translation, found without a JavaScript engine."""

import json
import re
from collections.abc import Iterator

# A text as a catalogue files it: by itself, or with the number of a plural form.
Key = str | tuple[str, int]

LITERAL = r'("(?:[^"\\\n]|\\.)*")'
IMPORT = re.compile(r"^import\s[^;]*;", re.MULTILINE)
MENTION = re.compile(r"\b\w*gettext\w*")
ONE_FORM = re.compile(rf"gettext\(\s*{LITERAL}\s*,?\s*\)")
TWO_FORMS = re.compile(rf"ngettext\(\s*{LITERAL}\s*,\s*{LITERAL}\s*,\s*[^\s)]")


def marked_texts(source: str) -> dict[Key, str]:
    """The English of each text that a call of `gettext` or `ngettext` holds whole."""
    return {key: english for _, texts in _calls(source) for key, english in texts.items()}


def unreadable_marks(source: str) -> list[int]:
    """The lines that mention gettext in another way: nobody can collect a text that is put together or comes from afar.

    That is anything but texts in double quotes in the call itself: sums, templates, variables, contexts.
    """
    return [line for line, texts in _calls(source) if not texts]


def _calls(source: str) -> Iterator[tuple[int, dict[Key, str]]]:
    code = IMPORT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), source)
    for mention in MENTION.finditer(code):
        yield code.count("\n", 0, mention.start()) + 1, _texts_of_call(code, mention.start())


def _texts_of_call(code: str, start: int) -> dict[Key, str]:
    if call := ONE_FORM.match(code, start):
        text = json.loads(call[1])
        return {text: text}
    if call := TWO_FORMS.match(code, start):
        singular, plural = map(json.loads, call.groups())
        return {(singular, 0): singular, (singular, 1): plural}
    return {}
