"""Days and times as they travel: ISO 8601, times always with their offset from UTC."""

from dataclasses import replace
from datetime import date, datetime

from strawberry.schema.types.base_scalars import DateDefinition, DateTimeDefinition
from strawberry.types.scalar import ScalarDefinition

SCALARS: dict[object, ScalarDefinition] = {
    datetime: replace(
        DateTimeDefinition,
        description="A moment in ISO 8601 with its offset from UTC, such as 2025-01-31T14:05:00+01:00.",
    ),
    date: replace(DateDefinition, description="A day in ISO 8601, such as 2025-01-31."),
}
