"""A refused question: a top-level error with the code and the argument at fault."""

from collections.abc import Callable
from typing import Any

from graphql import GraphQLError
from strawberry.extensions import FieldExtension
from strawberry.types import Info
from strawberry.utils.str_converters import to_camel_case

from monitoring.domain.errors import DomainError


class QueryRefusals(FieldExtension):
    """Tells the client what the domain refuses about the arguments of a query's field; that is no bug."""

    def resolve(self, next_: Callable[..., Any], source: Any, info: Info, **kwargs: Any) -> Any:
        """Resolve the field."""
        try:
            return next_(source, info, **kwargs)
        except DomainError as refusal:
            raise refused(refusal) from None


def refused(refusal: DomainError) -> GraphQLError:
    """Return the top-level error for what the domain refuses."""
    extensions = {"code": refusal.code.upper(), "field": named_as_here(refusal.field)}
    return GraphQLError(message_of(refusal), extensions=extensions)


def named_as_here(field: str | None) -> str | None:
    """Return the name that GraphQL gives a field of the domain."""
    return to_camel_case(field) if field is not None else None


def message_of(refusal: DomainError) -> str:
    """Return the domain's sentence, with the field named as GraphQL names it."""
    if refusal.field is None:
        return refusal.message
    return refusal.message.replace(refusal.field, to_camel_case(refusal.field))
