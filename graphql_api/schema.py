"""The schema: `schema.graphql` is made from it."""

from strawberry.schema.config import StrawberryConfig
from strawberry.tools import create_type

from graphql_api.answer_cost import AnswerCost
from graphql_api.executors import chosen_executor
from graphql_api.guarded_schema import GuardedSchema
from graphql_api.latest_event import LatestEventFirst
from graphql_api.mutations.assign_operation import assign_operation
from graphql_api.mutations.clear_slot import clear_slot
from graphql_api.mutations.clear_slots import clear_slots
from graphql_api.mutations.mark_slot_idle import mark_slot_idle
from graphql_api.mutations.restore_slot import restore_slot
from graphql_api.mutations.set_operation_setup import set_operation_setup
from graphql_api.mutations.sync_operation_pool import sync_operation_pool
from graphql_api.mutations.update_operation_quantities import update_operation_quantities
from graphql_api.mutations.update_operation_quantity import update_operation_quantity
from graphql_api.names import KnownNames
from graphql_api.queries import Query
from graphql_api.scalars import SCALARS
from graphql_api.subscriptions import Subscription
from graphql_api.time_limit import TimeLimit

Mutation = create_type(
    "Mutation",
    [
        update_operation_quantity,
        update_operation_quantities,
        assign_operation,
        mark_slot_idle,
        clear_slot,
        clear_slots,
        restore_slot,
        set_operation_setup,
        sync_operation_pool,
    ],
    description="What may be changed; each answers what became of it, or a typed refusal that wrote nothing.",
)

chosen = chosen_executor()
schema = GuardedSchema(
    query=Query,
    mutation=Mutation,
    subscription=Subscription,
    config=StrawberryConfig(scalar_map=SCALARS, name_converter=KnownNames()),
    # The time limit last: Strawberry does not leave what it entered before a hook that failed.
    extensions=[AnswerCost, LatestEventFirst, *chosen.extensions, TimeLimit],
    execution_context_class=chosen.executor,
)
