"""Leaves of every kind, as attributes of the types that inherit these."""

from __future__ import annotations

import enum
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NewType
from uuid import UUID

import strawberry
from graphql import GraphQLError


@strawberry.enum
class Colour(enum.Enum):
    """Members whose values are no texts."""

    RED = 1
    GREEN = 2
    BLUE = (1, 2)


@strawberry.enum
class Level(str, enum.Enum):  # noqa: UP042 - as Django's TextChoices are
    """Members that are their texts."""

    LOW = "low"
    HIGH = "high"


def serialize_odd(value: Any) -> Any:
    """Refuses what is even, makes nothing of 5, and a list of 7."""
    if not isinstance(value, int):
        return value
    if value % 2 == 0:
        raise GraphQLError(f"{value!r} is even", extensions={"code": "EVEN"})
    return {5: None, 7: [7, None]}.get(value, value)


Odd = NewType("Odd", object)
SCALARS: dict[object, Any] = {Odd: strawberry.scalar(name="Odd", serialize=serialize_odd)}


@strawberry.type
class Leaves:
    """None of them may be null."""

    text: str
    number: int
    real: float
    flag: bool
    key_of_it: strawberry.ID
    moment: datetime
    day: date
    amount: Decimal
    code: UUID
    odd: Odd
    colour: Colour
    level: Level


@strawberry.type
class MaybeLeaves:
    """Any of them may be null."""

    maybe_text: str | None
    maybe_number: int | None
    maybe_real: float | None
    maybe_flag: bool | None
    maybe_key: strawberry.ID | None
    maybe_moment: datetime | None
    maybe_day: date | None
    maybe_amount: Decimal | None
    maybe_code: UUID | None
    maybe_odd: Odd | None
    maybe_colour: Colour | None
    maybe_level: Level | None


@strawberry.type
class LeafLists:
    """Lists of leaves, and lists of such lists."""

    texts: list[str]
    numbers: list[int | None] | None
    reals: list[float]
    flags: list[bool | None]
    keys: list[strawberry.ID] | None
    moments: list[datetime]
    amounts: list[Decimal | None]
    odds: list[Odd | None]
    colours: list[Colour]
    levels: list[Level | None] | None
    matrix: list[list[int]]
    maybe_matrix: list[list[str | None] | None] | None
