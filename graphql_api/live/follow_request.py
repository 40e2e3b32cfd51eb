"""What a client asks to follow: a subscription's text and variables made into a filter, a cursor and a key to share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import orjson
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_argument_values,
    get_operation_ast,
    get_variable_values,
    specified_rules,
)

from graphql_api.documents import SEVERAL_OPERATIONS, prepared_text
from graphql_api.event_pages import cursor_key
from graphql_api.query_refusals import refused
from monitoring.domain.errors import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Hashable

    from graphql import GraphQLObjectType, GraphQLSchema, InlineFragmentNode

    from graphql_api.http_request import GraphQLParameters
    from graphql_api.limits import GraphQLLimits

ONLY_SUBSCRIPTIONS = "A WebSocket carries subscriptions here; send queries and mutations by POST."
USES_OF_A_CURSOR = 2  # its definition and its one use


class NotFollowed(Exception):
    """The subscription is refused before it starts; `errors` are what the client gets."""

    def __init__(self, *errors: GraphQLError) -> None:
        super().__init__(*errors)
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRequest:
    """A valid subscription.

    Requests with equal `key` and rights get the same bytes for the same event, wherever in the log each of them starts:
    `after` is not part of the key.
    """

    parameters: GraphQLParameters
    machine_pks: frozenset[int] | None
    after: int | None
    key: Hashable


def read_follow_request(
    schema: GraphQLSchema, parameters: GraphQLParameters, limits: GraphQLLimits
) -> FollowRequest:
    """Check a subscription as any operation is checked, and read its arguments; raises NotFollowed."""
    document, operation = _subscription(schema, parameters, limits)
    variables = get_variable_values(schema, operation.variable_definitions or (), parameters.variables or {})
    if isinstance(variables, list):
        raise NotFollowed(*variables)
    field = _root_field(document, operation.selection_set)
    root = cast("GraphQLObjectType", schema.subscription_type)  # the document is valid, so there is one
    definition = root.fields[field.name.value]
    try:
        arguments = get_argument_values(definition, field, variables)
        after = cursor_key(arguments.get("after"), field="after")
    except GraphQLError as error:
        raise NotFollowed(error) from error
    except InvalidValue as refusal:
        raise NotFollowed(refused(refusal)) from refusal
    machine_pks = arguments.get("machinePks")
    return FollowRequest(
        parameters=parameters,
        machine_pks=frozenset(machine_pks) if machine_pks is not None else None,
        after=after,
        key=(
            parameters.query,
            parameters.operation_name,
            _shared_variables(parameters.query, field, variables.coerced),
        ),
    )


def _subscription(
    schema: GraphQLSchema, parameters: GraphQLParameters, limits: GraphQLLimits
) -> tuple[DocumentNode, OperationDefinitionNode]:
    prepared = prepared_text(schema, parameters.query, limits, tuple(specified_rules))
    if prepared.document is None or prepared.errors:
        raise NotFollowed(*prepared.errors)
    if parameters.operation_name is None and prepared.operation_count > 1:
        raise NotFollowed(GraphQLError(SEVERAL_OPERATIONS))
    operation = get_operation_ast(prepared.document, parameters.operation_name)
    if operation is None:
        name = parameters.operation_name
        raise NotFollowed(GraphQLError(f'The document has no operation named "{name}".'))
    if operation.operation is not OperationType.SUBSCRIPTION:
        raise NotFollowed(GraphQLError(ONLY_SUBSCRIPTIONS))
    return prepared.document, operation


def _root_field(document: DocumentNode, selections: SelectionSetNode) -> FieldNode:
    """The one field of a subscription: validation has seen that there is one, under fragments perhaps."""
    first = selections.selections[0]
    if isinstance(first, FieldNode):
        return first
    if isinstance(first, FragmentSpreadNode):
        fragments = (one for one in document.definitions if isinstance(one, FragmentDefinitionNode))
        return _root_field(
            document, next(one.selection_set for one in fragments if one.name.value == first.name.value)
        )
    return _root_field(document, cast("InlineFragmentNode", first).selection_set)


def _shared_variables(query: str, field: FieldNode, variables: dict[str, Any]) -> bytes:
    """The values that an answer may depend on: all but the cursor's variable, where it is used for nothing else."""
    cursors = {
        argument.value.name.value
        for argument in field.arguments or ()
        if argument.name.value == "after" and isinstance(argument.value, VariableNode)
    }
    only_cursors = {name for name in cursors if len(re.findall(rf"\${name}\b", query)) == USES_OF_A_CURSOR}
    shared = {name: value for name, value in variables.items() if name not in only_cursors}
    return orjson.dumps(shared, default=repr, option=orjson.OPT_SORT_KEYS)
