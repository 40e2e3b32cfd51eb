"""Reading one operation."""

from monitoring.models import Monitor_operation


def operation_by_pk(*, operation_pk: int) -> Monitor_operation | None:
    """Read one operation; None where no operation has this key."""
    return Monitor_operation.objects.filter(pk=operation_pk).first() if 0 < operation_pk < 2**63 else None
