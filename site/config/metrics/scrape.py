"""What is read at the moment when Prometheus asks: the database, the live updates, the compiled selections."""

from __future__ import annotations

import logging
import math
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.db import Error as DatabaseError
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily

from config.metrics.figures import NAMESPACE, REGISTRY
from graphql_api.executors import compiled_counts
from graphql_api.schema import chosen
from monitoring.domain.event_log import events_since, newest_event_at
from monitoring.domain.plant import active_override_count
from monitoring.domain.script_visits import last_script_visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from prometheus_client.core import Metric

    from graphql_api.live.state import LiveState

logger = logging.getLogger(__name__)

NEVER: Final = math.inf


@dataclass(frozen=True, slots=True, kw_only=True)
class DatabaseFigures:
    """What the database says; `unread` is None where this process follows no events."""

    script_silent_seconds: float
    active_overrides: int
    newest_event_seconds: float
    unread: int | None


def read_database(position: int | None) -> DatabaseFigures | None:
    """Ask in four statements; None where the database does not answer. `position` is the feed's, if there is one."""
    try:
        visit = last_script_visit()
        return DatabaseFigures(
            script_silent_seconds=seconds_since(visit.visited_at if visit is not None else None),
            active_overrides=active_override_count(),
            newest_event_seconds=seconds_since(newest_event_at()),
            unread=events_since(after=position) if position is not None else None,
        )
    except DatabaseError as error:
        logger.warning("The database did not answer for /metrics: %s", str(error).strip())
        return None


def seconds_since(moment: datetime | None) -> float:
    """How long ago; infinite where it never was."""
    return (timezone.now() - moment).total_seconds() if moment is not None else NEVER


class FiguresOfNow:
    """A collector for one answer."""

    def __init__(self, database: DatabaseFigures | None, live: LiveState | None) -> None:
        self._database = database
        self._live = live

    def collect(self) -> Iterator[Metric]:
        """All figures of this moment."""
        yield gauge(
            "database_up", "1 where the database answered just now, else 0.", self._database is not None
        )
        if self._database is not None:
            yield from of_database(self._database)
        if self._live is not None:
            yield from of_live_updates(self._live)
        yield from of_compiled_selections()


def of_database(figures: DatabaseFigures) -> Iterator[Metric]:
    """Figures of the plant, the same from every process but for `events_unread`."""
    silence = "Since the Monitor script last asked for the manual assignments, to half a minute; +Inf: it never did."
    yield gauge("script_silent_seconds", silence, figures.script_silent_seconds)
    yield gauge("overrides_active", "Slots that hold a planner's decision.", figures.active_overrides)
    newest = "Since the newest planning event; +Inf where the log is empty."
    yield gauge("newest_event_seconds", newest, figures.newest_event_seconds)
    if figures.unread is not None:
        yield gauge(
            "events_unread",
            "Planning events that this process's live updates have yet to read.",
            figures.unread,
        )


def of_live_updates(state: LiveState) -> Iterator[Metric]:
    """Figures of this process's live updates."""
    yield gauge("live_streams", "What is followed, over WebSockets and event streams.", state.streams)
    yield gauge("live_sockets", "Open WebSockets.", state.sockets)
    yield gauge("live_listening", "1 where new events are heard of at once, else 0.", state.is_listening)


def of_compiled_selections() -> Iterator[Metric]:
    """How often GraphQL ran compiled; nothing where it is switched off."""
    counts = compiled_counts(chosen)
    if counts is None:
        return
    built = "GraphQL lists and objects that were built by compiled selections."
    yield CounterMetricFamily(f"{NAMESPACE}_compiled_selections_built", built, value=counts["built"])
    fallbacks = CounterMetricFamily(
        f"{NAMESPACE}_compiled_selections_left",
        "GraphQL lists and objects that were left to graphql-core, by field and kind of problem.",
        labels=["reason"],
    )
    for reason, count in counts["fallbacks"].items():
        fallbacks.add_metric([reason], count)
    yield fallbacks


def gauge(name: str, text: str, value: float) -> GaugeMetricFamily:
    """One figure without labels."""
    return GaugeMetricFamily(f"{NAMESPACE}_{name}", text, value=float(value))


def render(database: DatabaseFigures | None, live: LiveState | None) -> bytes:
    """Everything in Prometheus's text format."""
    now = CollectorRegistry()
    now.register(FiguresOfNow(database, live))
    return generate_latest(REGISTRY) + generate_latest(now)
