"""Who asks."""

import strawberry


@strawberry.type(description="Who you are here, and what you may do.")
class Viewer:
    """Fed by `monitoring.domain.actors.Actor`: attributes are its own."""

    name: str = strawberry.field(description="Your login.")
    may_change_assignments: bool = strawberry.field(
        name="canChangeAssignments",
        description="Whether you may decide what machines run "
        "(the permission monitoring.change_machineoperationassignment).",
    )
    may_report: bool = strawberry.field(
        name="canReport", description="Whether you may report quantities and sync the pool."
    )
