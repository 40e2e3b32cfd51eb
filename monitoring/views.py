"""The REST door of the Monitor G5 script: each view reads, asks the domain, and answers."""

from __future__ import annotations

import logging
import mimetypes

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import content_disposition_header

from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.announcements import refusals_announced
from monitoring.domain.assignment_version import answered_lists, assignment_list_version
from monitoring.domain.database_failures import is_database_failure, words_of
from monitoring.domain.drawings import drawing_of
from monitoring.domain.monitor_updates import MonitorUpdate, apply_monitor_update
from monitoring.domain.pool_sync import sync_pool
from monitoring.domain.reports import accept_report
from monitoring.domain.script_visits import note_script_visit
from monitoring.payloads import (
    PoolAnswer,
    UpdateAnswer,
    manual_assignments_answer,
    pool_answer,
    read_assignment_choice,
    read_pool,
    read_update,
    update_answer,
)
from monitoring.request_actor import actor_of
from monitoring.rest_door import (
    json_answer,
    not_modified,
    presented_validators,
    reading_door,
    reporting_door,
    revalidated,
)

logger = logging.getLogger(__name__)

SHOWN_IN_THE_BROWSER = frozenset({"image/png", "image/jpeg", "image/gif", "application/pdf"})


@reading_door(takes_script_tokens=True)
def get_manual_assignments(request: HttpRequest) -> HttpResponseBase:
    """The manually assigned operations, as the script asks for them every two minutes.

    `{"assignments": [{"machine_pk": 5, "monitor_operation_id": "1372462048115913939", "operation_type": "current"}]}`,
    ordered by machine, current before next. Filters: `?machine_pk=5` (repeatable), `?active=true`.
    """
    reader = _reader(request)
    choice = read_assignment_choice(request.GET)
    lists, validators = answered_lists(), presented_validators(request)
    # Inside of a transaction a version may be of what is never committed.
    version = assignment_list_version() if validators and not connection.in_atomic_block else None
    unchanged = next(
        (one for one in validators if version and lists.version_of(choice, one) == version), None
    )
    if unchanged is not None:
        response = not_modified(request, unchanged)
    else:
        response = revalidated(request, json_answer(manual_assignments_answer(choice)))
        if version is not None:
            lists.remember(choice, response.headers["ETag"], version)
    _note_visit(request, by=reader)
    return response


@reporting_door(body_limit=lambda: settings.MAX_UPDATE_BODY_BYTES)
def update_current_monitor_operation(body: object, by: Actor) -> UpdateAnswer:
    """What Monitor or the script says of the current operation of the machine `machine_pk`."""
    return _update(body, operation_type=OperationType.CURRENT, by=by)


@reporting_door(body_limit=lambda: settings.MAX_UPDATE_BODY_BYTES)
def update_next_monitor_operation(body: object, by: Actor) -> UpdateAnswer:
    """What Monitor or the script says of the next operation of the machine `machine_pk`."""
    return _update(body, operation_type=OperationType.NEXT, by=by)


@reporting_door(body_limit=lambda: settings.MAX_POOL_BODY_BYTES)
def sync_operation_pool(body: object, by: Actor) -> PoolAnswer:
    """Monitor's whole catalogue, to which the pool becomes equal."""
    catalogue = read_pool(body)
    return pool_answer(sync_pool(catalogue.operations, by=by, force=catalogue.force))


@reading_door()
def operation_drawing(request: HttpRequest, *, operation_pk: int) -> HttpResponseBase:
    """The drawing of one operation: an image or PDF to look at, anything else to save."""
    image, media_type = drawing_of(operation_pk=operation_pk)
    disposition = content_disposition_header(
        as_attachment=media_type not in SHOWN_IN_THE_BROWSER,
        filename=f"drawing-{operation_pk}{mimetypes.guess_extension(media_type) or '.bin'}",
    )
    response = HttpResponse(image, content_type=media_type)
    response.headers["Content-Disposition"] = disposition or "attachment"
    answer = revalidated(request, response)
    # A drawing comes from outside: it is shown as nothing but a picture, whatever is hidden in it. Also on a 304, whose
    # headers a browser writes over those it keeps.
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def _reader(request: HttpRequest) -> Actor:
    """Who reads: any active login, unless a setting keeps the script's calls for those with a right."""
    reader = actor_of(request)
    reader.require_report(for_what="read the manual assignments")
    return reader


def _note_visit(request: HttpRequest, *, by: Actor) -> None:
    # The header that the script sends, and a person who opens the list in a browser does not.
    if request.method != "GET" or request.headers.get("X-Requested-With") != "XMLHttpRequest":
        return
    try:
        note_script_visit(by=by)
    except DatabaseError as error:
        logger.warning(
            "The visit of %s could not be noted; the list was answered. %s",
            *(by.name, words_of(error)),
            exc_info=not is_database_failure(error),
        )


def _update(body: object, *, operation_type: OperationType, by: Actor) -> UpdateAnswer:
    with refusals_announced():
        update = read_update(body, operation_type=operation_type)
    if isinstance(update, MonitorUpdate):
        changed = apply_monitor_update(update, by=by)
    else:
        changed = accept_report(update, by=by).changed
    return update_answer(changed=changed)
