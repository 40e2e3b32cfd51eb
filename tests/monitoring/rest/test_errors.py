"""The one table from the domain's refusals to HTTP statuses."""

import importlib
import pkgutil

from monitoring import domain
from monitoring.domain.errors import DomainError
from monitoring.rest_errors import STATUS_OF_CODE


def test_every_refusal_of_the_domain_has_a_status_and_no_other_code_has_one() -> None:
    for module in pkgutil.iter_modules(domain.__path__, "monitoring.domain."):
        importlib.import_module(module.name)

    assert {error.code for error in DomainError.__subclasses__()} == set(STATUS_OF_CODE)


def test_the_statuses_are_the_documented_ones() -> None:
    by_status: dict[int, set[str]] = {}
    for code, status in STATUS_OF_CODE.items():
        by_status.setdefault(status, set()).add(code)

    assert by_status == {
        400: {"invalid_value", "empty_pool"},
        403: {"permission_denied"},
        404: {"machine_not_found", "operation_not_found", "operation_not_assigned", "event_not_found"},
        409: {
            "event_not_restorable",
            "assignment_conflict",
            "correction_conflict",
            "outdated_report",
            "pool_shrink_refused",
        },
        410: {"cursor_expired"},
    }
