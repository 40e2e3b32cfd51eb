"""A page of the pool."""

import strawberry

from graphql_api.types.monitor_operation import MonitorOperation


@strawberry.type(description="A page of the pool, the catalogue of operations that planners search.")
class OperationPool:
    """Fed by `monitoring.domain.pool.PoolPage`, whose attributes have the same names."""

    items: list[MonitorOperation] = strawberry.field(
        description="The operations of this page, by name; those without a name come last."
    )
    total_count: int = strawberry.field(description="How many operations match in all.")
