"""`docs/rest-api.yaml` and the door agree: what is described is taken, all else refused, answers are as described."""

from __future__ import annotations

import base64
import sys
from typing import Any

import pytest
import requests
import schemathesis
from django.conf import settings as site
from schemathesis import Case, HookContext
from schemathesis.core.failures import FailureGroup
from schemathesis.core.transport import Response
from schemathesis.schemas import BaseSchema

from config.errors import CODES
from monitoring import urls
from monitoring.rest_errors import STATUS_OF_CODE
from tests.attacks.examples import same_every_time
from tests.end_to_end.shop import PATIENCE_SECONDS, Person
from tests.servers import PROJECT_DIR

PATH = PROJECT_DIR / "docs" / "rest-api.yaml"
LIST = "/monitoring/api/manual-assignments/"
UPDATE = "/monitoring/update-current-monitor-operation/"
SYNC = "/monitoring/api/sync-operation-pool/"
DRAWING = "/monitoring/operations/{operation_pk}/drawing/"
EXACT = 2**53  # beyond it a float is written with an exponent
PICTURES = {
    "image/png": b"\x89PNG\r\n\x1a\nrest",
    "image/jpeg": b"\xff\xd8\xff\xe0rest",
    "image/gif": b"GIF89arest",
    "application/pdf": b"%PDF-1.7 rest",
    "application/octet-stream": b"<svg xmlns='http://www.w3.org/2000/svg'/>",
}


AnyCase = Case[Any]


def description(*, each_edge: bool) -> BaseSchema:
    """The document; with `each_edge`, cases are made for both sides of each of its limits too, not by chance alone."""
    described: BaseSchema = schemathesis.openapi.from_path(PATH)
    # Cookies are the session's, not made up; no text of the description has a NUL, nor has what it does not describe.
    described.config.generation.update(with_security_parameters=False, allow_x00=False)
    described.config.phases.coverage.enabled = each_edge
    return described


described = description(each_edge=True)
described_to_others = description(each_edge=False)


@schemathesis.hook
def map_body(context: HookContext, body: Any) -> Any:
    """JSON Schema takes 2.0 for an integer, and knows of no smallest number: the door does so for totals alone."""
    match body:
        case dict():
            return {key: map_body(context, value) for key, value in body.items()}
        case list():
            return [map_body(context, value) for value in body]
        case float() if body.is_integer() and abs(body) < EXACT:
            return int(body)
        case float() if abs(body) < sys.float_info.min:
            return 0
    return body


def send(case: AnyCase, person: Person) -> Response:
    """Send a case with somebody's session."""
    headers = person.headers if person.username else {}
    return case.call(
        base_url=person.base_url,
        session=person.http,
        headers=headers,
        cookies=dict(person.http.cookies),
        timeout=PATIENCE_SECONDS,
    )


def answered(person: Person, path: str, method: str, **parts: Any) -> Response:
    """The answer to one request of the description, which must be as described."""
    case = described[path][method].Case(**parts)
    answer = send(case, person)
    case.validate_response(answer)
    return answer


@described.parametrize()
@same_every_time(25)
def test_the_script_s_door_takes_what_is_described_and_nothing_else(case: AnyCase, script: Person) -> None:
    case.validate_response(send(case, script))


@described_to_others.parametrize()
@same_every_time(10)
def test_it_is_the_same_door_for_planners(case: AnyCase, planner: Person) -> None:
    case.validate_response(send(case, planner))


@described_to_others.parametrize()
@same_every_time(10)
def test_whatever_is_sent_who_is_not_logged_in_is_told_so(case: AnyCase, nobody: Person) -> None:
    answer = send(case, nobody)

    case.validate_response(answer)
    assert answer.status_code in {401, 404}
    assert answer.json()["code"] in {"not_authenticated", "not_found"}


def test_a_list_with_an_assignment_is_as_described(viewer: Person) -> None:
    answer = answered(viewer, LIST, "GET", query={"machine_pk": ["5"]})

    assert answer.status_code == 200
    again = answered(viewer, LIST, "GET", headers={"If-None-Match": answer.headers["etag"][0]})
    assert again.status_code in {200, 304}


@pytest.mark.parametrize("media_type", PICTURES)
def test_a_drawing_is_as_described(script: Person, keys: dict[str, int], media_type: str) -> None:
    drawing = base64.b64encode(PICTURES[media_type]).decode()
    update = {"machine_pk": 5, "monitor_operation_id": "1372462048115913939", "name": "Flange"}
    assert (
        answered(script, UPDATE, "POST", body=update | {"drawing_image_base64": drawing}).status_code == 200
    )
    (row,) = script.ask("{ machine(pk: 5) { current { monitorOperation { drawingUrl } } } }").values()
    key = int(row["current"]["monitorOperation"]["drawingUrl"].split("/")[-3])

    answer = answered(script, DRAWING, "GET", path_parameters={"operation_pk": key})

    assert (answer.status_code, answer.content) == (200, PICTURES[media_type])
    assert answer.headers["content-type"] == [media_type]


def test_a_refused_sync_is_as_described(script: Person) -> None:
    many = [{"monitor_operation_id": number, "part_name": "Bolt"} for number in range(1, 31)]
    answered(script, SYNC, "POST", body={"operations": many, "force": True})

    answer = answered(script, SYNC, "POST", body={"operations": many[:1]})

    assert (answer.status_code, answer.json()["code"]) == (409, "pool_shrink_refused")


@pytest.mark.parametrize(("path", "limit"), [(UPDATE, 31_457_280), (SYNC, 20_971_520)])
def test_a_body_beyond_the_described_size_is_refused_as_described(
    script: Person, path: str, limit: int
) -> None:
    body = {"machine_pk": 5, "operations": [], "unknown": "x" * limit}

    answer = answered(script, path, "POST", body=body, media_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert str(limit) in answer.json()["error"]


def test_the_sizes_and_times_in_the_description_are_those_of_the_settings() -> None:
    text = PATH.read_text(encoding="utf-8")

    assert f"{site.MAX_UPDATE_BODY_BYTES} bytes (an update)" in text
    assert f"{site.MAX_POOL_BODY_BYTES} bytes (the pool)" in text
    assert f"within {site.REQUEST_BODY_SECONDS} seconds" in text


def test_every_address_of_the_script_s_door_is_described() -> None:
    """What stays are the pages of people."""
    addresses = {
        f"/monitoring/{pattern.pattern}".replace("<int:", "{").replace(">", "}")
        for pattern in urls.urlpatterns
        if not str(pattern.pattern).startswith(("planning/", "board/"))
    }

    assert {path for path, _ in described.items()} == addresses


def test_every_code_that_is_described_is_one_that_the_door_gives() -> None:
    known = {code for code, _ in CODES.values()} | STATUS_OF_CODE.keys()
    codes = described.raw_schema["components"]["schemas"]["Error"]["properties"]["code"]["enum"]

    of_their_own = {"csrf_failed", "database_unavailable", "invalid_token", "unreadable_body"}
    assert set(codes) - known == of_their_own | {"unsupported_media_type"}


def test_an_answer_that_is_not_as_described_is_found_out(nobody: Person) -> None:
    """The checks of this module can fail."""
    case = described[LIST]["GET"].Case()
    answer = requests.get(f"{nobody.base_url}/accounts/login/", timeout=PATIENCE_SECONDS)

    with pytest.raises(FailureGroup, match="Undocumented Content-Type"):
        case.validate_response(answer)
