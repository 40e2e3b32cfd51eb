"""Django REST framework: nested serializers."""

import orjson
from rest_framework import serializers
from rest_framework.renderers import BaseRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from monitoring import models
from tests.benchmarks.peers.selection import assigned_operations


class FastJSONRenderer(BaseRenderer):
    """With the JSON that the product writes with too."""

    media_type = "application/json"
    format = "json"
    charset = None

    def render(self, data, accepted_media_type=None, renderer_context=None):
        return orjson.dumps(data)


class MachineSerializer(serializers.ModelSerializer):
    """A machine."""

    class Meta:
        model = models.Machine
        fields = ("name",)


class OperationSerializer(serializers.ModelSerializer):
    """An operation."""

    currentlyMadeQuantity = serializers.IntegerField(source="currently_made_quantity")
    isSetup = serializers.BooleanField(source="is_setup")

    class Meta:
        model = models.Monitor_operation
        fields = ("name", "quantity", "currentlyMadeQuantity", "isSetup")


class AssignmentSerializer(serializers.Serializer):
    """An operation in a slot."""

    machinePk = serializers.IntegerField(source="machine_pk")
    monitorOperationId = serializers.CharField(source="monitor_operation_id")
    operationType = serializers.CharField(source="operation_type")
    operation = OperationSerializer()
    machine = MachineSerializer()


class ManualAssignments(APIView):
    """The list."""

    renderer_classes = (FastJSONRenderer,)

    def get(self, request):
        return Response({"manualAssignments": AssignmentSerializer(assigned_operations(), many=True).data})
