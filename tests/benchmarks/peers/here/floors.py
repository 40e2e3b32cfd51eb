"""What the same server and the same login cost with next to nothing, or with nothing but the database, behind them."""

from django.db import connection
from django.http import HttpRequest, HttpResponse

JSON = "application/json"
SLOT = """
    SELECT machine.id AS "machinePk", operation.monitor_operation_id AS "monitorOperationId",
           '{name}' AS "operationType",
           json_build_object('name', operation.name, 'quantity', operation.quantity,
               'currentlyMadeQuantity', operation.currently_made_quantity, 'isSetup', operation.is_setup) AS operation,
           json_build_object('name', machine.name) AS machine
    FROM monitoring_machineoperationassignment assignment
    JOIN monitoring_machine machine ON machine.id = assignment.machine_id
    JOIN monitoring_monitor_operation operation ON operation.id = manual_{slot}_operation_id
"""
ANSWER = """
    SELECT json_build_object('data', json_build_object('manualAssignments', coalesce(json_agg(one), '[]')))::text
    FROM ({current} UNION ALL {next} ORDER BY "machinePk", "operationType") one
""".format(  # noqa: S608 - nothing that anybody sends is in it
    **{slot: SLOT.format(slot=slot, name=slot.upper()) for slot in ("current", "next")}
)


def constant(request: HttpRequest) -> HttpResponse:
    """Always the same small answer."""
    return HttpResponse(b'{"assignments":[]}', content_type=JSON)


def json_agg(request: HttpRequest) -> HttpResponse:
    """The answer to the GraphQL query as PostgreSQL writes it."""
    with connection.cursor() as cursor:
        cursor.execute(ANSWER)
        (answer,) = cursor.fetchone()
    return HttpResponse(answer, content_type=JSON)
