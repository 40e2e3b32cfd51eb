"""Valid documents over any schema: whatever an operation may have, in some of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from graphql import GraphQLSchema, OperationType

from tests.graphql_api.compiled.choices import Choices
from tests.graphql_api.compiled.document_writer import DocumentWriter
from tests.graphql_api.compiled.input_values import Variable, variable_values


@dataclass(frozen=True, slots=True)
class Run:
    """One execution of an operation of a document."""

    operation_name: str
    variables: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """A document, and executions of each of its operations with different variables."""

    text: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Makes documents over a schema; none selects a field of the names in `without`."""

    schema: GraphQLSchema
    without: frozenset[str] = frozenset()
    kinds: tuple[OperationType, ...] = (OperationType.QUERY,)
    conditions: int = 8

    def ask(self, choices: Choices) -> Asked:
        """Write a document of one operation or two."""
        depth = 2 + choices.number(1 + choices.size // 5)
        fields = 4 + choices.number(1 + 2 * choices.size)
        writer = DocumentWriter(choices, self.schema, self.without, fields, self.conditions)
        operations = [
            writer.operation(f"Operation{number}", choices.one(self.kinds), depth)
            for number in range(2 if choices.happens(15) else 1)
        ]
        text = "\n".join([*(one.text for one in operations), *map(str, writer.fragments)])
        runs = [
            Run(one.name, variable_values(choices, one.variables))
            for one in operations
            for _ in range(times(one.variables))
        ]
        return Asked(text, tuple(runs))


def times(variables: tuple[Variable, ...]) -> int:
    """How often an operation is executed: again where variables can make it another."""
    return min(1 + len(variables), 3)
