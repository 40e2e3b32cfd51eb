"""What an answer costs: how many values its lists hold, counted while it is made, and told to whoever asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graphql import FieldNode, FragmentSpreadNode, InlineFragmentNode
from strawberry.extensions import SchemaExtension
from strawberry.types.graphql import OperationType

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from graphql import FragmentDefinitionNode, SelectionNode

# Sixty doublings of spreads make a number that no JSON reader holds.
MOST_FIELDS = 1_000_000_000


class FieldCounter:
    """Counts the fields of a document's selections once their fragments are spread: linear in the document.

    It keeps what it counted, so it must not outlive the document.
    """

    def __init__(self, fragments: Mapping[str, FragmentDefinitionNode]) -> None:
        self._fragments = fragments
        self._counts: dict[int, int] = {}

    def below(self, nodes: Iterable[FieldNode]) -> int:
        """How many fields are asked of each item of a list, at any depth; nested lists count as one item."""
        return min(sum(map(self._count_below, nodes)), MOST_FIELDS)

    def _count_below(self, node: FieldNode | FragmentDefinitionNode) -> int:
        if node.selection_set is None:
            return 0
        # By node: which of them are asked for may differ with each request's variables.
        key = id(node)
        if key not in self._counts:
            self._counts[key] = self._count(node.selection_set.selections)
        return self._counts[key]

    def _count(self, selections: Iterable[SelectionNode]) -> int:
        return min(sum(map(self._count_one, selections)), MOST_FIELDS)

    def _count_one(self, selection: SelectionNode) -> int:
        if isinstance(selection, FieldNode):
            return 1 + self._count_below(selection)
        if isinstance(selection, InlineFragmentNode):
            return self._count(selection.selection_set.selections)
        if isinstance(selection, FragmentSpreadNode):
            return self._count_below(self._fragments[selection.name.value])
        return 0


class AnswerCost(SchemaExtension):
    """Echoes in `extensions` what the answer's lists cost, in values, and how much is allowed.

    Not with each event of a subscription: a thousand screens would hear a thousand times what never changes.
    """

    def get_results(self) -> dict[str, Any]:
        """The cost, where a query or a mutation was executed with a context that counts."""
        execution = self.execution_context
        is_counted = execution.context is not None and execution.graphql_document is not None
        if not is_counted or execution.operation_type is OperationType.SUBSCRIPTION:
            return {}
        return {"cost": {"values": execution.context.cost, "allowed": execution.context.limits.cost}}
