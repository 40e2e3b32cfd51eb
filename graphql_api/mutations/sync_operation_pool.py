"""Make the pool equal to Monitor's catalogue."""

from dataclasses import asdict
from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.errors import EmptyPool, InvalidValue, PermissionDenied, PoolShrinkRefused
from graphql_api.inputs import PoolOperationInput
from graphql_api.mutations.field import ANY_LOGIN, mutation
from graphql_api.types.changes import Change
from monitoring.domain import pool_sync


@strawberry.input(description="Monitor's whole catalogue.")
class SyncOperationPoolInput:
    """All that the pool shall hold."""

    operations: list[PoolOperationInput] = strawberry.field(
        description="Every operation that the pool shall hold; others leave it, and stay in the slots that hold them."
    )
    force: bool = strawberry.field(
        default=False, description="Whether an implausible share of the pool may be removed."
    )


@strawberry.type(description="The pool is equal to the catalogue.")
class SyncOperationPoolSuccess(Change):
    """What the sync did."""

    created: int = strawberry.field(description="Operations new in the pool's table.")
    updated: int = strawberry.field(description="Operations that were changed or came back into the pool.")
    already_in_pool: int = strawberry.field(description="Operations found in the pool as they are.")
    removed_from_pool: int = strawberry.field(description="Operations that left the pool.")
    total_in_pool: int = strawberry.field(description="Operations in the pool now.")
    duplicates_in_payload: int = strawberry.field(description="Lines whose id came before in the list.")

    @classmethod
    def of(cls, sync: pool_sync.PoolSync) -> "SyncOperationPoolSuccess":
        """Translate the domain's answer."""
        changed = bool(sync.created or sync.updated or sync.removed_from_pool)
        return cls(changed=changed, **asdict(sync))


SyncOperationPoolResult = Annotated[
    SyncOperationPoolSuccess | EmptyPool | InvalidValue | PermissionDenied | PoolShrinkRefused,
    strawberry.union("SyncOperationPoolResult", description="What the sync did, or why it did nothing."),
]


@mutation(f"Make the pool equal to Monitor's catalogue; {ANY_LOGIN}.")
def sync_operation_pool(
    info: Info,
    request: Annotated[
        SyncOperationPoolInput, strawberry.argument(name="input", description="Monitor's whole catalogue.")
    ],
) -> SyncOperationPoolResult:
    """See `monitoring.domain.pool_sync.sync_pool`."""
    lines = [operation.line() for operation in request.operations]
    return SyncOperationPoolSuccess.of(pool_sync.sync_pool(lines, by=info.context.actor, force=request.force))
