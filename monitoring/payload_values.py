"""The values of the script's payloads: what each may be in JSON, as types for pydantic.

A value that does not fit is refused with the field's name; nothing is truncated, rounded or guessed. What a quantity, a
text and a drawing must be is the domain's to say.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Annotated, Final

from pydantic import BeforeValidator, FailFast, Field, PlainValidator, ValidationInfo
from pydantic_core import PydanticCustomError

from monitoring.domain.drawings import decode_drawing
from monitoring.domain.errors import InvalidValue
from monitoring.domain.values import check_priority, check_text, parse_quantity

MAXIMUM_EMPLOYEES: Final = 100
MAXIMUM_USER_ID: Final = 2**63 - 1

_KEY = re.compile(r"[0-9]{1,20}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LONGEST_SHOWN = 40


def shown(value: object) -> str:
    """Show a refused value as the script wrote it, a list or an object only by its kind."""
    match value:
        case list():
            return "a list"
        case dict():
            return "an object"
        case None | bool() | str():
            # The first characters decide; the whole may be a drawing.
            text = json.dumps(value[: _LONGEST_SHOWN + 1] if isinstance(value, str) else value)
        case _:
            text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


def _refusal(value: object, *, field: str, wanted: str) -> InvalidValue:
    return InvalidValue(f"{field} must be {wanted}; {shown(value)} is not.", field=field)


def _is_integer(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def read_machine_key(value: object, *, field: str) -> int:
    """Read a machine's key: `5` or `"5"`. One that no machine can have passes: there is no such machine."""
    if (isinstance(value, str) and _KEY.fullmatch(value)) or (
        isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**20
    ):
        return int(value)
    raise _refusal(value, field=field, wanted="a whole number of at most 20 digits, such as 5")


def read_text(value: object, *, field: str) -> str:
    """Read a text of at most 255 characters that every database can store."""
    if not isinstance(value, str):
        raise _refusal(value, field=field, wanted="a text")
    return check_text(value, field=field)


def read_number_or_text(value: object, *, field: str) -> str:
    """Read what is a text by nature and often sent as an integer; an integer keeps every digit."""
    if _is_integer(value):
        return check_text(str(value), field=field)
    if not isinstance(value, str):
        raise _refusal(value, field=field, wanted="a text or a whole number")
    return check_text(value, field=field)


def read_pool_id(value: object, *, field: str) -> str:
    """Read the id that identifies an operation of the pool: it must not be empty."""
    text = read_number_or_text(value, field=field)
    if not text:
        raise InvalidValue(f"{field} must not be empty.", field=field)
    return text


def read_quantity(value: object, *, field: str) -> int:
    """Read a number of parts, 0 to 2147483647, by the domain's rule."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise _refusal(value, field=field, wanted="a whole number, such as 45")
    return parse_quantity(value, field=field)


def read_priority(value: object, *, field: str) -> int:
    """Read Monitor's priority: a whole number that fits 32 bits, or its digits."""
    if isinstance(value, str) and _KEY.fullmatch(value):
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int):
        raise _refusal(value, field=field, wanted="a whole number, such as 3")
    return check_priority(value, field=field)


def read_day(value: object, *, field: str) -> datetime.date:
    """Read a day of the calendar, written as YYYY-MM-DD and in no other way."""
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise _refusal(value, field=field, wanted="a day written as YYYY-MM-DD, such as 2025-01-15")


def read_drawing(value: object, *, field: str) -> bytes | None:
    """Read a drawing in base64; an empty text or null (None) clears the one that is there."""
    if value is None:
        return None
    if not isinstance(value, str):
        raise _refusal(value, field=field, wanted="a text in base64")
    return decode_drawing(value, field=field)


def read_user_key(value: object, *, field: str) -> int:
    """Read the key of a user of this site."""
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= MAXIMUM_USER_ID:
        raise _refusal(value, field=field, wanted=f"a whole number from 1 to {MAXIMUM_USER_ID}, or null")
    return value


def _read_by(read: Callable[..., object]) -> PlainValidator:
    """Make a reader a validator of pydantic, which then says where in the payload the value stands."""

    def validate(value: object, info: ValidationInfo) -> object:
        field = info.field_name or "the value"
        try:
            return read(value, field=field)
        except InvalidValue as refusal:
            context = {"sentence": refusal.message, "field": field}
            raise PydanticCustomError("invalid_value", "{sentence}", context) from None

    return PlainValidator(validate)


def _null_is_empty(value: object) -> object:
    return [] if value is None else value


_Employees = (FailFast(), Field(max_length=MAXIMUM_EMPLOYEES), BeforeValidator(_null_is_empty))

MachineKey = Annotated[int, _read_by(read_machine_key)]
Text = Annotated[str, _read_by(read_text)]
NumberOrText = Annotated[str, _read_by(read_number_or_text)]
PoolId = Annotated[str, _read_by(read_pool_id)]
Quantity = Annotated[int, _read_by(read_quantity)]
Priority = Annotated[int, _read_by(read_priority)]
Day = Annotated[datetime.date, _read_by(read_day)]
Drawing = Annotated[bytes | None, _read_by(read_drawing)]
UserKey = Annotated[int, _read_by(read_user_key)]
Texts = Annotated[list[Text], *_Employees]
NumbersOrTexts = Annotated[list[NumberOrText], *_Employees]
UserKeys = Annotated[list[UserKey | None], *_Employees]
