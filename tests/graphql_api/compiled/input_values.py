"""Values for arguments and variables of any input type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLList,
    GraphQLNonNull,
    is_required_input_field,
    print_ast,
)
from graphql.utilities import value_to_literal

from tests.graphql_api.compiled.choices import Choices

SCALARS: Mapping[str, Sequence[Any]] = {
    "Int": [1, 2, 3, 0, -1, 50],
    "Float": [0.5, 2, -1e30],
    "String": ["", "a", "Lathe", 'ö "quoted"'],
    "Boolean": [True, False],
    "ID": ["1", "2", "7", "nobody"],
    "DateTime": ["2025-01-31T14:05:00+01:00"],
}


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable of an operation; `default` is a literal, None where it has none."""

    name: str
    type: GraphQLInputType
    default: str | None

    @property
    def may_be_left_out(self) -> bool:
        """Whether an operation runs without a value for it."""
        return self.default is not None or not isinstance(self.type, GraphQLNonNull)

    def __str__(self) -> str:
        return f"${self.name}: {self.type}" + (f" = {self.default}" if self.default is not None else "")


def any_value(choices: Choices, type_: GraphQLInputType) -> Any:
    """A value as JSON has it; null where that is allowed."""
    if isinstance(type_, GraphQLNonNull):
        return present_value(choices, type_.of_type)
    return None if choices.happens(15) else present_value(choices, type_)


def present_value(choices: Choices, type_: GraphQLInputType) -> Any:
    """A value as JSON has it, and not null."""
    if isinstance(type_, GraphQLNonNull):
        return present_value(choices, type_.of_type)
    if isinstance(type_, GraphQLList):
        return [any_value(choices, type_.of_type) for _ in range(choices.number(3))]
    if isinstance(type_, GraphQLEnumType):
        return choices.one(list(type_.values))
    if isinstance(type_, GraphQLInputObjectType):
        return {
            name: any_value(choices, field.type)
            for name, field in type_.fields.items()
            if is_required_input_field(field) or choices.happens(40)
        }
    return choices.one(SCALARS[str(type_)])


def literal(value: Any, type_: GraphQLInputType) -> str:
    """A value as a document has it."""
    node = value_to_literal(value, type_)
    assert node is not None, (value, type_)
    return print_ast(node)


def variable_values(choices: Choices, variables: Sequence[Variable]) -> dict[str, Any]:
    """Values for an operation; some variables are left out where they may be."""
    return {
        one.name: any_value(choices, one.type)
        for one in variables
        if not (one.may_be_left_out and choices.happens(30))
    }
