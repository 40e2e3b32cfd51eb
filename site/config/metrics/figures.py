"""What is counted as it happens, in a registry of our own: nothing of the library's but the process's own figures."""

from typing import Final

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector, disable_created_metrics

from config.doors import DOORS
from monitoring.choices import PlanningEventKind

NAMESPACE: Final = "manual_assignments"
DURATION_BUCKETS: Final = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
STATEMENT_BUCKETS: Final = (0, 1, 2, 3, 5, 8, 12, 20, 50, 100)

disable_created_metrics()  # type: ignore[no-untyped-call]  # they would double the number of series
REGISTRY: Final = CollectorRegistry(auto_describe=True)
ProcessCollector(registry=REGISTRY)

REQUESTS: Final = Counter(
    "requests",
    "Answered requests.",
    ["door", "method", "status"],
    namespace=NAMESPACE,
    registry=REGISTRY,
)
REQUEST_DURATION: Final = Histogram(
    "request_duration_seconds",
    "From when a request is complete to its answer.",
    ["door"],
    namespace=NAMESPACE,
    registry=REGISTRY,
    buckets=DURATION_BUCKETS,
)
REQUEST_STATEMENTS: Final = Histogram(
    "request_sql_statements",
    "SQL statements that one request took.",
    ["door"],
    namespace=NAMESPACE,
    registry=REGISTRY,
    buckets=STATEMENT_BUCKETS,
)
GRAPHQL_OPERATIONS: Final = Counter(
    "graphql_operations",
    "GraphQL operations by the name that their document gives them, and what became of them.",
    ["operation", "outcome"],
    namespace=NAMESPACE,
    registry=REGISTRY,
)
REPORTS: Final = Counter(
    "reports",
    "Reports of the script and updates of Monitor's plan, by what became of them; code says why one was refused.",
    ["outcome", "code"],
    namespace=NAMESPACE,
    registry=REGISTRY,
)
EVENTS: Final = Counter(
    "planning_events",
    "Planning events that this process committed, by kind; an expired one is an override that Monitor moved on from.",
    ["kind"],
    namespace=NAMESPACE,
    registry=REGISTRY,
)

# From the start at 0, so that the first of a kind is an increase.
for kind in PlanningEventKind.values:
    EVENTS.labels(kind)
for door in DOORS:
    REQUEST_DURATION.labels(door)
    REQUEST_STATEMENTS.labels(door)
