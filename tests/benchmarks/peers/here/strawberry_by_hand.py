"""Strawberry without its Django library: types of its own, filled from rows, and nothing that looks at each field."""

from __future__ import annotations

import strawberry
from strawberry.extensions import ParserCache, ValidationCache

from tests.benchmarks.peers.here.plain_strawberry import View
from tests.benchmarks.peers.selection import COLUMNS, rows


@strawberry.type
class Machine:
    """A machine."""

    name: str


@strawberry.type
class MonitorOperation:
    """An operation."""

    name: str | None
    quantity: int | None
    currently_made_quantity: int
    is_setup: bool


@strawberry.type
class ManualAssignment:
    """An operation in a slot."""

    machine_pk: int
    monitor_operation_id: str
    operation_type: str
    operation: MonitorOperation
    machine: Machine


def manual_assignments() -> list[ManualAssignment]:
    """All of them, by machine key, current before next."""
    current, following = (
        [f"manual_{slot}_operation__{column}" for column in COLUMNS] for slot in ("current", "next")
    )
    found = []
    for machine_pk, name, *values in rows().values_list("machine_id", "machine__name", *current, *following):
        machine = Machine(name=name)
        if values[0] is not None:
            found.append(assignment(machine_pk, machine, "CURRENT", *values[: len(COLUMNS)]))
        if values[len(COLUMNS)] is not None:
            found.append(assignment(machine_pk, machine, "NEXT", *values[len(COLUMNS) :]))
    return found


def assignment(
    machine_pk: int,
    machine: Machine,
    slot: str,
    monitor_operation_id: str,
    name: str | None,
    quantity: int | None,
    made: int,
    is_setup: bool,
) -> ManualAssignment:
    """One of them, from its columns."""
    return ManualAssignment(
        machine_pk=machine_pk,
        monitor_operation_id=monitor_operation_id,
        operation_type=slot,
        operation=MonitorOperation(
            name=name, quantity=quantity, currently_made_quantity=made, is_setup=is_setup
        ),
        machine=machine,
    )


@strawberry.type
class Query:
    """The root."""

    manual_assignments: list[ManualAssignment] = strawberry.field(
        resolver=manual_assignments, graphql_type=list[ManualAssignment]
    )


view = View.as_view(schema=strawberry.Schema(query=Query, extensions=[ParserCache, ValidationCache]))
