"""The operations of a simulated plant: what they are, a built-in set of them, and plants from a file."""

from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter, ValidationError

LARGEST_INT64 = 2**63 - 1


@dataclass(frozen=True)
class SimulatedOperation:
    """One manufacturing operation as the plant starts with it.

    Ids are Int64, written as strings of digits. Quantities are in parts, times in minutes. An operation
    with a rate is started and makes parts once its setup is over; one without waits in its work center's
    queue until somebody reports parts on it. Production ends at the planned quantity unless
    `stops_at_plan` is false. Raises `ValueError` that names the field and its limit.
    """

    monitor_operation_id: str
    part_name: str
    report_number: str
    planned_quantity: Decimal | int
    work_center_id: str
    parts_per_minute: Decimal | float = 0.0
    _: KW_ONLY
    setup_minutes: float = 0.0
    reported_quantity: Decimal | int = 0
    priority: int | None = None
    stops_at_plan: bool = True

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid", coerce_numbers_to_str=True)

    def __post_init__(self) -> None:
        for name in ("monitor_operation_id", "work_center_id"):
            if not is_int64(getattr(self, name)):
                raise ValueError(f"{name} must be digits, from 1 to {LARGEST_INT64}")
        for name in ("planned_quantity", "parts_per_minute", "setup_minutes", "reported_quantity"):
            if not 0 <= getattr(self, name) <= LARGEST_INT64:
                raise ValueError(f"{name} must be a number from 0 to {LARGEST_INT64}")


def is_int64(text: str) -> bool:
    """Whether a string of digits is one of Monitor's ids: Int64 and above zero."""
    return text.isascii() and text.isdigit() and 0 < int(text) <= LARGEST_INT64


def read_plant_file(path: Path) -> list[SimulatedOperation]:
    """The operations in a JSON file: a list of objects with `SimulatedOperation`'s fields.

    Raises `ValueError` that names what is wrong, and `OSError` when the file cannot be read.
    """
    try:
        return TypeAdapter(list[SimulatedOperation]).validate_json(path.read_bytes())
    except ValidationError as error:
        first = error.errors(include_url=False, include_context=False)[0]
        where = ".".join(str(part) for part in first["loc"])
        raise ValueError(f"{path}: {where}: {first['msg']}") from error


def built_in_operations() -> list[SimulatedOperation]:
    """A plant of three work centers, for trying things out: two started operations and a queue at each."""
    return [
        SimulatedOperation("1372462048115913939", "Spindle housing", "20260101", 120, "1401", 6, priority=1),
        SimulatedOperation("1356903283169489935", "Bearing cap", "20260102", 400, "1401", priority=2),
        SimulatedOperation(
            "1372462048115913940", "Drive shaft", "20260103", 80, "1402", 2, priority=1, setup_minutes=3
        ),
        SimulatedOperation("1372462048115913941", "Coupling", "20260104", 250, "1402", priority=2),
        SimulatedOperation("1372462048115913942", "Flange", "20260105", 1000, "1403", 20, priority=1),
        SimulatedOperation("1372462048115913943", "Bushing", "20260106", 60, "1403", priority=2),
    ]
