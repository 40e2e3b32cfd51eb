"""What a planner should know about a change that was made."""

import strawberry

from graphql_api.enums import WarningCode


@strawberry.type(
    name="Warning", description="What a planner should know about a change that was made all the same."
)
class AssignmentWarning:
    """Fed by `monitoring.domain.assignment_warnings.AssignmentWarning`, whose attributes have the same names."""

    code: WarningCode = strawberry.field(description="What is unusual, for programs.")
    message: str = strawberry.field(description="What is unusual, for people.")
