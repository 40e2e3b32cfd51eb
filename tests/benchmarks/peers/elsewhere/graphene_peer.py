"""graphene-django: types over models, and its own view."""

import graphene
import orjson
from graphene_django import DjangoObjectType
from graphene_django.views import GraphQLView

from monitoring import models
from tests.benchmarks.peers.selection import assigned_operations


class Machine(DjangoObjectType):
    """A machine."""

    class Meta:
        model = models.Machine
        fields = ("name",)


class MonitorOperation(DjangoObjectType):
    """An operation."""

    class Meta:
        model = models.Monitor_operation
        fields = ("name", "quantity", "currently_made_quantity", "is_setup")


class ManualAssignment(graphene.ObjectType):
    """An operation in a slot."""

    machine_pk = graphene.Int(required=True)
    monitor_operation_id = graphene.String(required=True)
    operation_type = graphene.String(required=True)
    operation = graphene.Field(MonitorOperation, required=True)
    machine = graphene.Field(Machine, required=True)


class Query(graphene.ObjectType):
    """The root."""

    manual_assignments = graphene.List(graphene.NonNull(ManualAssignment), required=True)

    @staticmethod
    def resolve_manual_assignments(root, info):
        return assigned_operations()


class View(GraphQLView):
    """With the JSON that the product writes with too."""

    def json_encode(self, request, d, pretty=False):
        return orjson.dumps(d)


view = View.as_view(schema=graphene.Schema(query=Query))
