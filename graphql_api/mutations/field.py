"""What makes a resolver a mutation of this schema."""

from collections.abc import Callable
from typing import Any

import strawberry
from strawberry.types.field import StrawberryField

from graphql_api.errors import TypedRefusals

PLANNERS_ONLY = "needs the permission monitoring.change_machineoperationassignment"
ANY_LOGIN = "any active login may, unless the server's settings name a permission"


def mutation(description: str) -> Callable[[Callable[..., Any]], StrawberryField]:
    """Make a resolver a mutation whose refusals are types of its result."""
    field: Callable[[Callable[..., Any]], StrawberryField] = strawberry.mutation(
        description=description, extensions=[TypedRefusals()]
    )
    return field
