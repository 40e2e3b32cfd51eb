"""What a number and a text must be before they reach a database."""

from __future__ import annotations

import re
from decimal import Decimal

from monitoring.domain.errors import InvalidValue

MAXIMUM_QUANTITY = 2_147_483_647
MAXIMUM_TEXT_LENGTH = 255
MAXIMUM_NOTE_LENGTH = 500

_MAXIMUM_DIGITS = len(str(MAXIMUM_QUANTITY))

_DIGITS = re.compile(r"0*([0-9]+)")
_REFUSED_BY_POSTGRESQL = re.compile("[\x00\ud800-\udfff]")


def parse_quantity(value: object, *, field: str) -> int:
    """Read an absolute total of parts, 0 to 2147483647.

    Integers, integral numbers (`45.0`) and digit strings (`"45"`) pass. A fraction, a sign, a boolean, any other
    string and anything out of range raise InvalidValue with the field's name.
    """
    number = _integral(value)
    if number is None:
        raise InvalidValue(
            f"{field} must be a whole number, such as 45; {_shown(value)} is not.", field=field
        )
    if not 0 <= number <= MAXIMUM_QUANTITY:
        raise InvalidValue(
            f"{field} must be between 0 and {MAXIMUM_QUANTITY}; {_shown(value)} is not.", field=field
        )
    return number


def _integral(value: object) -> int | None:
    match value:
        case bool():
            return None
        case int():
            return value
        case float() | Decimal():
            return _integral_number(Decimal(value))
        case str() if digits := _DIGITS.fullmatch(value):
            # Python refuses to read, as it does to print, thousands of digits.
            return int(digits[1]) if len(digits[1]) <= _MAXIMUM_DIGITS else MAXIMUM_QUANTITY + 1
    return None


def _integral_number(number: Decimal) -> int | None:
    # A number such as 1e999999999 is finite, yet its integer would fill the memory.
    if not number.is_finite() or number.adjusted() > _MAXIMUM_DIGITS:
        return MAXIMUM_QUANTITY + 1 if number.is_finite() and number > 0 else None
    return int(number) if number == number.to_integral_value() else None


def check_priority(value: object, *, field: str) -> int:
    """Return Monitor's priority unchanged; raise InvalidValue unless it is a whole number that fits 32 bits."""
    if isinstance(value, bool) or not isinstance(value, int):
        raise InvalidValue(f"{field} must be a whole number, such as 3; {_shown(value)} is not.", field=field)
    if not -MAXIMUM_QUANTITY - 1 <= value <= MAXIMUM_QUANTITY:
        raise InvalidValue(
            f"{field} must be between {-MAXIMUM_QUANTITY - 1} and {MAXIMUM_QUANTITY}; {_shown(value)} is not.",
            field=field,
        )
    return value


def check_text(value: str, *, field: str, maximum: int = MAXIMUM_TEXT_LENGTH) -> str:
    """Return the text unchanged; raise InvalidValue where it is too long or PostgreSQL could not store it."""
    if len(value) > maximum:
        raise InvalidValue(
            f"{field} may have at most {maximum} characters; this one has {len(value)}.", field=field
        )
    if found := _REFUSED_BY_POSTGRESQL.search(value):
        raise InvalidValue(
            f"{field} contains the character U+{ord(found[0]):04X}, which cannot be stored.", field=field
        )
    return value


def _shown(value: object) -> str:
    match value:
        case int() if abs(value) >= 10**40:
            # Python refuses to print integers of thousands of digits.
            return "a number of more than 40 digits"
        case bool() | int() | float() | Decimal():
            text = str(value)
        case str():
            # A megabyte of text is not turned into its whole repr to show forty characters of it.
            text = repr(value[:41])
        case _:
            return f"a {type(value).__name__}"
    return text if len(text) <= 40 else f"{text[:40]}…"
