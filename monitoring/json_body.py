"""Strict JSON in: one reader for every door, so that no body can become a server's error.

Python's own reader guesses UTF-16, takes NaN and Infinity, fails on nesting and on long integers with errors that are
not about JSON, and lets characters through that neither PostgreSQL nor UTF-8 can hold.
"""

from __future__ import annotations

import codecs
import json
import math
import re
from typing import TYPE_CHECKING, Never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAXIMUM_DEPTH = 64
MAXIMUM_DIGITS = 100
MAXIMUM_EXPONENT = 308

_BYTE_ORDER_MARKS = {
    codecs.BOM_UTF8: "UTF-8 with a byte order mark",
    codecs.BOM_UTF32_LE: "UTF-32",
    codecs.BOM_UTF32_BE: "UTF-32",
    codecs.BOM_UTF16_LE: "UTF-16",
    codecs.BOM_UTF16_BE: "UTF-16",
}
_EXPONENT = re.compile(r"[eE]([+-]?[0-9]+)$")
# Raw, these characters are no JSON or no UTF-8: they can only come by an escape.
_SUSPICIOUS_ESCAPE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class UnreadableBody(ValueError):
    """JSON that this product does not take.

    `str()` is a sentence for the sender; `field` is the path of the value at fault (`operations[3].part_name`), where
    it is one value.
    """

    def __init__(self, message: str, *, field: str | None = None) -> None:
        super().__init__(message)
        self.field = field


def read_json(body: bytes, *, parse_float: Callable[[str], object] = float, name: str = "The body") -> object:
    """Read one JSON value from UTF-8; any JSON value, so callers check for the type they need.

    `parse_float` makes the number of a literal with a fraction or an exponent (`decimal.Decimal` keeps it exact). Of a
    key that is there twice the last value counts, as in JavaScript. Raises UnreadableBody, whose sentence starts with
    `name`, for what is not UTF-8 (or has a byte order mark), not JSON, NaN or Infinity, nested deeper than 64 levels,
    a number of more than 100 characters or beyond 1e308, and text with a NUL or half of a surrogate pair.
    """
    text = _decoded(body, name=name)
    value = _parsed(text, parse_float=parse_float, name=name)
    _check_depth(value, name=name)
    if _SUSPICIOUS_ESCAPE.search(text):
        _check_texts(value, name=name)
    return value


def _decoded(body: bytes, *, name: str) -> str:
    for mark, encoding in _BYTE_ORDER_MARKS.items():
        if body.startswith(mark):
            raise UnreadableBody(f"{name} is {encoding}; send plain UTF-8.")
    if b"\x00" in body:
        raise UnreadableBody(f"{name} contains a NUL byte at position {body.index(0)}; send UTF-8.")
    try:
        text = body.decode()
    except UnicodeDecodeError as error:
        raise UnreadableBody(
            f"{name} is not UTF-8: byte 0x{body[error.start]:02x} at position {error.start}."
        ) from error
    if not text.strip():
        raise UnreadableBody(f"{name} is empty.")
    return text


def _parsed(text: str, *, parse_float: Callable[[str], object], name: str) -> object:
    def fraction(literal: str) -> object:
        _check_number(literal, name=name)
        return parse_float(literal)

    def integer(literal: str) -> int:
        _check_length(literal, name=name)
        return int(literal)

    def constant(literal: str) -> Never:
        raise UnreadableBody(f"{name} is not valid JSON: {literal} is no JSON value.")

    try:
        value: object = json.loads(text, parse_float=fraction, parse_int=integer, parse_constant=constant)
    except json.JSONDecodeError as error:
        raise UnreadableBody(f"{name} is not valid JSON: {error}.") from error
    except RecursionError:
        # Without its cause: the frames of the recursion are long and say nothing.
        raise _too_deep(name) from None
    return value


def _check_length(literal: str, *, name: str) -> None:
    if len(literal) > MAXIMUM_DIGITS:
        raise UnreadableBody(
            f"{name} has a number of {len(literal)} characters ({literal[:20]}…); at most {MAXIMUM_DIGITS} are read."
        )


def _check_number(literal: str, *, name: str) -> None:
    _check_length(literal, name=name)
    exponent = _EXPONENT.search(literal)
    # The exponent of an exact decimal can be small enough, or large enough, to fill the memory when it is written out.
    if (exponent and abs(int(exponent[1])) > MAXIMUM_EXPONENT) or not math.isfinite(float(literal)):
        raise UnreadableBody(
            f"{name} has a number out of range ({literal}); exponents of ten to {MAXIMUM_EXPONENT} are read."
        )


def _check_depth(value: object, *, name: str) -> None:
    level = [value] if isinstance(value, dict | list) else []
    for _ in range(MAXIMUM_DEPTH):
        level = [
            child for container in level for child in _children(container) if isinstance(child, dict | list)
        ]
        if not level:
            return
    raise _too_deep(name)


def _children(container: dict[str, object] | list[object]) -> Iterator[object]:
    return iter(container.values() if isinstance(container, dict) else container)


def _too_deep(name: str) -> UnreadableBody:
    return UnreadableBody(f"{name} is nested more than {MAXIMUM_DEPTH} levels deep.")


def _check_texts(value: object, *, name: str) -> None:
    for path, text in _texts(value):
        if found := _UNSTORABLE.search(text):
            where = path or "the text"
            raise UnreadableBody(
                f"{name} contains the character U+{ord(found[0]):04X} in {where}, which cannot be stored.",
                field=path or None,
            )


def _texts(value: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Each text with its path, keys included; as deep as _check_depth allows."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, f"{path}[{index}]")
    elif isinstance(value, dict):
        for key, item in value.items():
            yield path, key
            yield from _texts(item, f"{path}.{key}" if path else key)
