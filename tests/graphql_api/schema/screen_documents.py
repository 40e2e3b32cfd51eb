"""The planning screens' own documents, as they send them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from graphql import FragmentDefinitionNode, OperationDefinitionNode, OperationType, parse, print_ast, visit
from graphql.language import FragmentSpreadNode, Visitor

PROJECT_DIR = Path(__file__).resolve().parents[3]
DOCUMENTS = PROJECT_DIR / "site" / "frontend" / "src" / "screens" / "documents"
DEFINITIONS = parse(
    "\n".join(path.read_text(encoding="utf-8") for path in sorted(DOCUMENTS.glob("*.graphql")))
)
FRAGMENTS = {
    one.name.value: one for one in DEFINITIONS.definitions if isinstance(one, FragmentDefinitionNode)
}
OPERATIONS = {
    one.name.value: one
    for one in DEFINITIONS.definitions
    if isinstance(one, OperationDefinitionNode) and one.name is not None
}
QUERIES = frozenset(name for name, one in OPERATIONS.items() if one.operation is OperationType.QUERY)


def document(name: str) -> str:
    """One operation with the fragments that it needs."""
    needed: dict[str, FragmentDefinitionNode] = {}

    class Spreads(Visitor):
        def enter_fragment_spread(self, node: FragmentSpreadNode, *_: Any) -> None:
            spread = node.name.value
            if spread not in needed:
                needed[spread] = FRAGMENTS[spread]
                visit(FRAGMENTS[spread], self)

    visit(OPERATIONS[name], Spreads())
    return "\n".join(print_ast(one) for one in (OPERATIONS[name], *needed.values()))


def variables(name: str) -> frozenset[str]:
    """The variables of an operation."""
    return frozenset(one.variable.name.value for one in OPERATIONS[name].variable_definitions or ())
