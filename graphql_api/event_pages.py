"""Asking for a page of the log of planning events."""

from typing import Annotated

import strawberry

from graphql_api.context import Info
from graphql_api.inputs import given, page_size, parse_key, shown
from monitoring.domain.errors import InvalidValue
from monitoring.domain.event_log import DEFAULT_PAGE_SIZE, MAXIMUM_PAGE_SIZE, EventPage, event_page

MachinePks = Annotated[
    list[int] | None,
    strawberry.argument(
        description="Only events of these machines and of the whole plant; null or absent: every event."
    ),
]
After = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only events newer than this id; null or absent: from the first."),
]
Before = Annotated[
    strawberry.ID | None,
    strawberry.argument(description="Only events older than this id; null or absent: to the newest."),
]
First = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many of the oldest of these, 1 to {MAXIMUM_PAGE_SIZE}; not together with last."
    ),
]
Last = Annotated[
    int | None,
    strawberry.argument(
        description=f"How many of the newest of these, 1 to {MAXIMUM_PAGE_SIZE}; "
        f"without first and last, the newest {DEFAULT_PAGE_SIZE}."
    ),
]


def planning_events(
    info: Info,
    machine_pks: MachinePks = strawberry.UNSET,
    after: After = strawberry.UNSET,
    before: Before = strawberry.UNSET,
    first: First = strawberry.UNSET,
    last: Last = strawberry.UNSET,
) -> EventPage:
    """A page of the log."""
    page = event_page(
        machine_pks=given(machine_pks),
        after=cursor_key(given(after), field="after"),
        before=cursor_key(given(before), field="before"),
        **_sizes(given(first), given(last), maximum=info.context.limits.event_page_size),
    )
    info.context.count_list(len(page.items), info)
    info.context.loaders.announce_machines(
        [event.machine_pk for event in page.items if event.machine_pk is not None]
    )
    return page


def cursor_key(text: str | None, *, field: str) -> int | None:
    """The key in the id of an event, None where there is no id; raises InvalidValue for what cannot be one."""
    key = parse_key(text) if text is not None else None
    if text is not None and key is None:
        raise InvalidValue(
            f"{field} must be the id of an event, such as latestEventId gives; {shown(text)} is not.",
            field=field,
        )
    return key


def _sizes(first: int | None, last: int | None, *, maximum: int) -> dict[str, int]:
    asked = {field: size for field, size in (("first", first), ("last", last)) if size is not None}
    if not asked:
        return {"last": min(DEFAULT_PAGE_SIZE, maximum)}
    return {field: page_size(size, field=field, maximum=maximum) for field, size in asked.items()}
