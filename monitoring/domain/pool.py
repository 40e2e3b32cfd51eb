"""The pool: the catalogue of operations that planners search."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import F, Q

from monitoring.domain.errors import InvalidValue
from monitoring.domain.values import check_text
from monitoring.models import Monitor_operation

DEFAULT_PAGE_SIZE = 20
MAXIMUM_PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class PoolPage:
    """One page of the pool and how many operations match in all."""

    items: list[Monitor_operation]
    total_count: int


def search_pool(*, search: str = "", offset: int = 0, limit: int = DEFAULT_PAGE_SIZE) -> PoolPage:
    """Search the pool by name, report number and Monitor's id, in two statements; every word must be found.

    Ordered by name, operations without one last. InvalidValue names the argument at fault.
    """
    check_text(search, field="search")
    if not 1 <= limit <= MAXIMUM_PAGE_SIZE:
        raise InvalidValue(f"limit must be between 1 and {MAXIMUM_PAGE_SIZE}; {limit} is not.", field="limit")
    if offset < 0:
        raise InvalidValue(f"offset must be 0 or more; {offset} is not.", field="offset")
    matching = Monitor_operation.objects.filter(is_in_pool=True)
    for word in search.split():
        matching = matching.filter(
            Q(name__icontains=word)
            | Q(report_number__icontains=word)
            | Q(monitor_operation_id__icontains=word)
        )
    ordered = matching.order_by(F("name").asc(nulls_last=True), "pk")
    return PoolPage(items=list(ordered[offset : offset + limit]), total_count=matching.count())


def pool_size() -> int:
    """Return how many operations the pool holds."""
    return Monitor_operation.objects.filter(is_in_pool=True).count()
