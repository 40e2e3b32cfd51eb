"""How large the operations of a document are once their fragments are spread, in time linear in the document.

Walking into each spread costs twice as much with each doubling of spreads, so each definition is walked once and the
sizes are added up from the innermost fragment outwards.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter
from typing import TYPE_CHECKING, NamedTuple

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionNode,
    SelectionSetNode,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

INTROSPECTION_FIELDS = {"__schema", "__type"}
# Sixty doublings make a number that no JSON reader holds; from here on, more is only "too much".
COUNTING_ENDS = 1_000_000


class FragmentCycle(ValueError):
    """Fragments spread each other in a circle, so that no size exists; validation says where."""


class Spread(NamedTuple):
    """Where a definition spreads a fragment: below how many fields, and whether inside of an introspection field."""

    fragment: str
    level: int
    introspecting: bool


@dataclass(slots=True)
class Size:
    """Of a definition alone, or with its fragments.

    Depths count nested fields, the leaf included: `{ viewer { name } }` is 2 deep. `root_fields` counts fields that
    stand at the top of the definition.
    """

    depth: int = 0
    introspection_depth: int = 0
    aliases: int = 0
    directives: int = 0
    root_fields: int = 0
    spreads: list[Spread] = field(default_factory=list)


def largest_operation(document: DocumentNode) -> Size:
    """The largest value of each measure among the document's operations; raises FragmentCycle."""
    fragments = {
        definition.name.value: own_size(definition)
        for definition in document.definitions
        if isinstance(definition, FragmentDefinitionNode)
    }
    spread_sizes: dict[str, Size] = {}
    for name in innermost_first(fragments):
        spread_sizes[name] = with_fragments(fragments[name], spread_sizes)
    return largest(
        with_fragments(own_size(definition), spread_sizes)
        for definition in document.definitions
        if isinstance(definition, OperationDefinitionNode)
    )


def innermost_first(fragments: Mapping[str, Size]) -> list[str]:
    """The names of the fragments, each after those that it spreads; raises FragmentCycle."""
    graph = {
        name: {spread.fragment for spread in size.spreads if spread.fragment in fragments}
        for name, size in fragments.items()
    }
    try:
        return list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise FragmentCycle from error


def own_size(definition: OperationDefinitionNode | FragmentDefinitionNode) -> Size:
    """The size of one definition without the fragments that it spreads."""
    size = Size(directives=len(definition.directives or ()))
    for variable in definition.variable_definitions or ():
        size.directives += len(variable.directives or ())
    waiting: list[tuple[SelectionSetNode, int, bool]] = [(definition.selection_set, 0, False)]
    while waiting:
        selection_set, level, introspecting = waiting.pop()
        for selection in selection_set.selections:
            waiting.extend(measure(selection, size, level=level, introspecting=introspecting))
    return size


def measure(
    selection: SelectionNode, size: Size, *, level: int, introspecting: bool
) -> Iterable[tuple[SelectionSetNode, int, bool]]:
    """Add one selection to the size; give the selection set below it, if any, with its level."""
    size.directives += len(selection.directives or ())
    if isinstance(selection, FragmentSpreadNode):
        size.spreads.append(Spread(selection.name.value, level, introspecting))
    elif isinstance(selection, InlineFragmentNode):
        yield selection.selection_set, level, introspecting
    elif isinstance(selection, FieldNode):
        size.aliases += selection.alias is not None
        size.root_fields += level == 0 and not introspecting
        introspecting, level = field_level(selection, level=level, introspecting=introspecting)
        if introspecting:
            size.introspection_depth = max(size.introspection_depth, level)
        else:
            size.depth = max(size.depth, level)
        if selection.selection_set:
            yield selection.selection_set, level, introspecting


def field_level(selection: FieldNode, *, level: int, introspecting: bool) -> tuple[bool, int]:
    """The level of a field, counted anew from the field where introspection begins."""
    if not introspecting and selection.name.value in INTROSPECTION_FIELDS:
        return True, 1
    return introspecting, level + 1


def with_fragments(own: Size, fragments: Mapping[str, Size]) -> Size:
    """The size of a definition with what it spreads; fragments that do not exist are left to validation."""
    total = Size(own.depth, own.introspection_depth, own.aliases, own.directives, own.root_fields)
    for spread in own.spreads:
        if spread.fragment in fragments:
            add(total, fragments[spread.fragment], spread)
    return total


def add(total: Size, fragment: Size, spread: Spread) -> None:
    """Add a fragment to a size at the place where it is spread."""
    total.aliases = min(total.aliases + fragment.aliases, COUNTING_ENDS)
    total.directives = min(total.directives + fragment.directives, COUNTING_ENDS)
    if spread.introspecting:
        total.introspection_depth = max(total.introspection_depth, spread.level + fragment.depth)
        return
    total.depth = max(total.depth, spread.level + fragment.depth)
    total.introspection_depth = max(total.introspection_depth, fragment.introspection_depth)
    if spread.level == 0:
        total.root_fields = min(total.root_fields + fragment.root_fields, COUNTING_ENDS)


def largest(sizes: Iterable[Size]) -> Size:
    """The largest value of each measure; zeros where there is no operation."""
    result = Size()
    for size in sizes:
        result.depth = max(result.depth, size.depth)
        result.introspection_depth = max(result.introspection_depth, size.introspection_depth)
        result.aliases = max(result.aliases, size.aliases)
        result.directives = max(result.directives, size.directives)
        result.root_fields = max(result.root_fields, size.root_fields)
    return result
