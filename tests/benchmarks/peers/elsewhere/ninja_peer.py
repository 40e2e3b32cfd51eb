"""django-ninja: schemas that read the objects, and the fast renderer of its documentation."""

import orjson
from ninja import NinjaAPI, Schema
from ninja.renderers import BaseRenderer
from ninja.security import django_auth
from pydantic import ConfigDict
from pydantic.alias_generators import to_camel

from tests.benchmarks.peers.selection import assigned_operations


class CamelSchema(Schema):
    """Names as in the answer."""

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True)


class Machine(CamelSchema):
    """A machine."""

    name: str


class MonitorOperation(CamelSchema):
    """An operation."""

    name: str | None
    quantity: int | None
    currently_made_quantity: int
    is_setup: bool


class ManualAssignment(CamelSchema):
    """An operation in a slot."""

    machine_pk: int
    monitor_operation_id: str
    operation_type: str
    operation: MonitorOperation
    machine: Machine


class Answer(CamelSchema):
    """The list."""

    manual_assignments: list[ManualAssignment]


class FastJSONRenderer(BaseRenderer):
    """With the JSON that the product writes with too."""

    media_type = "application/json"

    def render(self, request, data, *, response_status):
        return orjson.dumps(data)


api = NinjaAPI(auth=django_auth, renderer=FastJSONRenderer(), docs_url=None)


@api.get("manual-assignments/", response=Answer, by_alias=True)
def manual_assignments(request):
    """All of them."""
    return {"manual_assignments": assigned_operations()}
