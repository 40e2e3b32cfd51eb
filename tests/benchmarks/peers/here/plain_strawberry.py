"""Strawberry as its documentation shows it: types over models, the optimizer, the caches of parsing and validation."""

from __future__ import annotations

import orjson
import strawberry
import strawberry_django
from strawberry.django.views import GraphQLView
from strawberry.extensions import ParserCache, ValidationCache
from strawberry_django.optimizer import DjangoOptimizerExtension

from monitoring import models
from tests.benchmarks.peers.selection import Assigned, assigned_operations


@strawberry_django.type(models.Machine)
class Machine:
    """A machine."""

    name: strawberry.auto


@strawberry_django.type(models.Monitor_operation)
class MonitorOperation:
    """An operation."""

    name: strawberry.auto
    quantity: strawberry.auto
    currently_made_quantity: strawberry.auto
    is_setup: strawberry.auto


@strawberry.type
class ManualAssignment:
    """An operation in a slot."""

    machine_pk: int
    monitor_operation_id: str
    operation_type: str
    operation: MonitorOperation
    machine: Machine


@strawberry.type
class Query:
    """The root."""

    manual_assignments: list[Assigned] = strawberry.field(
        resolver=assigned_operations, graphql_type=list[ManualAssignment]
    )


class View(GraphQLView[object, None]):
    """With the JSON that the product writes with too."""

    def encode_json(self, data: object) -> bytes:
        return orjson.dumps(data)


schema = strawberry.Schema(query=Query, extensions=[DjangoOptimizerExtension, ParserCache, ValidationCache])
view = View.as_view(schema=schema)
