"""The view that the specification suggests, word for word but for annotations; the login is put around it."""

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_http_methods

from monitoring.models import MachineOperationAssignment


@require_http_methods(["GET"])
def get_manual_assignments(request: HttpRequest) -> JsonResponse:
    """Return the list of manually assigned operations for tracking reporting progress."""
    assignments = []

    # Query all MachineOperationAssignment records with manual overrides
    for assignment in MachineOperationAssignment.objects.select_related(
        "machine", "manual_current_operation", "manual_next_operation"
    ).all():
        # Check for manual current operation assignment
        if assignment.manual_current_operation:
            assignments.append(
                {
                    "machine_pk": assignment.machine.pk,
                    "monitor_operation_id": assignment.manual_current_operation.monitor_operation_id,
                    "operation_type": "current",
                }
            )

        # Check for manual next operation assignment
        if assignment.manual_next_operation:
            assignments.append(
                {
                    "machine_pk": assignment.machine.pk,
                    "monitor_operation_id": assignment.manual_next_operation.monitor_operation_id,
                    "operation_type": "next",
                }
            )

    return JsonResponse({"assignments": assignments})
