"""The plant as the two tables that Monitor's API shows of it, with Monitor's column names and types."""

from decimal import Decimal

from monitor_script.monitor_client import OPERATIONS, REPORTINGS
from monitor_script.simulator.plant import Job, Plant, Reporting
from monitor_script.simulator.queries import Row, run_query

COLUMNS = {
    OPERATIONS: (
        "Id",
        "Priority",
        "WorkCenterId",
        "Description",
        "ReportNumber",
        "PlannedQuantity",
        "ReportedQuantity",
        "RestQuantity",
        "Status",
        "WorkshopOperationStatus",
    ),
    REPORTINGS: ("Id", "OperationId", "WorkCenterId", "Quantity", "ReportingTimestamp"),
}


def query_table(plant: Plant, entity: str, query_string: str) -> list[Row]:
    """The answer to a query of one of `COLUMNS`' tables. Raises `UnsupportedQuery`."""
    jobs = plant.snapshot()
    if entity == OPERATIONS:
        rows = [_operation_row(job) for job in jobs]
    else:
        rows = [_reporting_row(job, reporting) for job in jobs for reporting in job.reportings]
    return run_query(rows, query_string, columns=COLUMNS[entity])


def _operation_row(job: Job) -> Row:
    operation, status = job.operation, job.status
    planned = Decimal(operation.planned_quantity)
    report_number = operation.report_number
    return {
        "Id": int(operation.monitor_operation_id),
        "Priority": operation.priority,
        "WorkCenterId": int(operation.work_center_id),
        "Description": operation.part_name,
        # Monitor's are Int64; a plant may be built from rows whose report numbers are words.
        "ReportNumber": int(report_number) if report_number.isdecimal() else report_number,
        "PlannedQuantity": planned,
        "ReportedQuantity": job.reported,
        "RestQuantity": max(Decimal(0), planned - job.reported),
        "Status": status,
        "WorkshopOperationStatus": status,
    }


def _reporting_row(job: Job, reporting: Reporting) -> Row:
    return {
        "Id": reporting.number,
        "OperationId": int(job.operation.monitor_operation_id),
        "WorkCenterId": int(job.operation.work_center_id),
        "Quantity": reporting.quantity,
        "ReportingTimestamp": reporting.at.isoformat(timespec="microseconds"),
    }
