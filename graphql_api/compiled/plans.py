"""What became of a selection when it was compiled, kept for as long as its document is."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from graphql_api.compiled.json_template import json_template
from graphql_api.compiled.selection import Delegated, Source, Writer, compiled_function

if TYPE_CHECKING:
    from graphql import GraphQLField, GraphQLObjectType
    from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

    from graphql_api.compiled.plain_fields import Call
    from graphql_api.compiled.selection import Collect
    from graphql_api.row_source import Classes, JsonTemplate, Way

OPERATIONS_KEPT = 256


@dataclass(frozen=True, slots=True)
class Plan:
    """Functions for objects of one type with one selection.

    `build_one` makes the answer of an object, with None for each of the `delegated` fields; `build_list` that of a list
    of objects and `build_rows` that of a list of rows, None where something is delegated. `template` is for sources
    that write JSON, None where they do not write all that is asked for.
    """

    build_one: Callable[[Any, list[Any]], dict[str, Any]]
    build_list: Callable[[Any, list[Any]], list[Any]] | None
    build_rows: Callable[[Any], list[Any]] | None
    ways: tuple[Way, ...]
    template: JsonTemplate | None
    infos: list[tuple[Call, GraphQLObjectType, GraphQLField, FieldDetailsList]]
    delegated: dict[str, FieldDetailsList]
    delegated_names: tuple[str, ...]


def compile_plan(
    type_: GraphQLObjectType, fields: GroupedFieldSet, collect: Collect, written: Classes
) -> Plan:
    """Compile what can be, for a list whose source writes these ways as JSON."""
    one = Writer(collect)
    text = one.object_of(type_, fields, Source("s"), may_delegate=True)
    build_one = compiled_function("s, infos", f"    return {one.checked(type_, text, 's')}\n", one.names)
    build_list = None
    if not one.delegated:
        item = f"{one.checked(type_, text, 's')} if plain[type(s)] else refuse('no object')"
        each = f"    built = []\n    for s in items:\n        built.append({item})\n"
        build_list = compiled_function("items, infos", f"{each}    return built\n", one.names)
    build_rows, ways = compile_rows(type_, fields, collect)
    template = json_template(type_, fields, collect, dict(written))
    names = tuple(f"{type_.name}.{details[0].node.name.value}" for details in one.delegated.values())
    return Plan(build_one, build_list, build_rows, ways, template, one.infos, one.delegated, names)


def compile_rows(
    type_: GraphQLObjectType, fields: GroupedFieldSet, collect: Collect
) -> tuple[Callable[[Any], list[Any]] | None, tuple[Way, ...]]:
    """A function for rows, and the columns that it wants; None where a row cannot be enough."""
    writer, columns = Writer(collect), dict[tuple[str, ...], int]()
    try:
        text = writer.object_of(type_, fields, Source("r", columns=columns))
    except Delegated:
        return None, ()
    return compiled_function("rows", f"    return [{text} for r in rows]\n", writer.names), tuple(columns)


@dataclass
class OperationPlans:
    """The plans of one operation, None for what is left to graphql-core.

    It keeps what its keys were made of, so that no other object gets their ids.
    """

    kept: Any
    plans: dict[Hashable, Plan | None] = field(default_factory=dict)


class PlanCache:
    """The plans of the operations that were executed last."""

    def __init__(self) -> None:
        self._operations: OrderedDict[Hashable, OperationPlans] = OrderedDict()
        self._lock = Lock()

    def of(self, key: Hashable, kept: Any) -> OperationPlans:
        """The plans under a key; a new place for them where there is none yet."""
        with self._lock:
            found = self._operations.get(key)
            if found is None:
                found = self._operations[key] = OperationPlans(kept)
                if len(self._operations) > OPERATIONS_KEPT:
                    self._operations.popitem(last=False)
            else:
                self._operations.move_to_end(key)
            return found
