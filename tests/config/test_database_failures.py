"""While the database does not answer: 503 at every door, for a moment, and one line in the log."""

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client

from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON
from monitoring.models import Machine
from tests.factories import PASSWORD, admin_user, machine
from tests.monitoring.rest.calls import MANUAL_ASSIGNMENTS, UPDATE_CURRENT

pytestmark = pytest.mark.django_db

REPORT = {"machine_pk": 1, "monitor_operation_id": "1372462048115913939", "currently_made_quantity": 45}
SAID = "could not connect to server: Connection refused"
ASK_AGAIN = "The database does not answer at the moment. Try again in some seconds."
PAGES = ["/", "/monitoring/planning/", "/monitoring/planning/1/", "/admin/", "/admin/monitoring/machine/?q=a"]


@contextmanager
def database_away(*, only: str = "") -> Iterator[None]:
    """Have every statement that contains this fail as it does where PostgreSQL is not reached."""

    def run(
        execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Mapping[str, Any]
    ) -> Any:
        if only in sql:
            raise OperationalError(f"{SAID}\n\tIs the server running?")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(run):
        yield


@pytest.fixture
def person() -> Client:
    """An administrator in a browser, who may enter by every door."""
    client = Client()
    client.force_login(admin_user())
    return client


def assert_come_back_soon(response: Any) -> None:
    """503, soon to be asked again and kept by nobody; the browser's session is left alone."""
    assert response.status_code == 503
    assert response.headers["Retry-After"] == "5"
    assert "no-store" in response.headers["Cache-Control"]
    assert "sessionid" not in response.cookies


def assert_in_the_script_s_json(response: Any) -> None:
    assert_come_back_soon(response)
    assert response.json() == {
        "error": ASK_AGAIN,
        "code": "database_unavailable",
        "request_id": response.headers["X-Request-ID"],
    }


def test_the_script_may_ask_for_its_list_again(person: Client) -> None:
    with database_away():
        response = person.get(MANUAL_ASSIGNMENTS)

    assert_in_the_script_s_json(response)


def test_the_script_may_report_again(person: Client) -> None:
    with database_away():
        response = person.post(UPDATE_CURRENT, REPORT, content_type=JSON)

    assert_in_the_script_s_json(response)


def test_a_report_without_a_token_may_be_sent_again_too() -> None:
    """Who is refused is looked up before the view is."""
    script = Client(enforce_csrf_checks=True, raise_request_exception=False)
    script.force_login(admin_user())

    with database_away():
        response = script.post("/monitoring/api/nothing/", REPORT, content_type=JSON)

    assert_in_the_script_s_json(response)


@pytest.mark.parametrize("media_type", [GRAPHQL_RESPONSE, JSON])
def test_a_screen_is_told_in_graphql(person: Client, media_type: str) -> None:
    with database_away():
        response = person.post(
            "/graphql/", {"query": "{ latestEventId }"}, content_type=JSON, headers={"Accept": media_type}
        )

    assert_come_back_soon(response)
    assert response.headers["Content-Type"] == f"{media_type}; charset=utf-8"
    request_id = response.headers["X-Request-ID"]
    extensions = {"code": "DATABASE_UNAVAILABLE", "requestId": request_id}
    assert response.json() == {"errors": [{"message": ASK_AGAIN, "extensions": extensions}]}


def test_a_graphql_answer_is_whole_or_none(person: Client) -> None:
    machine()

    with database_away(only="monitoring_planningevent"):
        response = person.post(
            "/graphql/", {"query": "{ machines { name } latestEventId }"}, content_type=JSON
        )

    assert_come_back_soon(response)
    assert set(response.json()) == {"errors"}


@pytest.mark.parametrize("query", ["{ latestEventId }", "{ machines { name } }"])
@pytest.mark.parametrize("only", ["monitoring_planningevent", "monitoring_machine"])
def test_a_failed_question_leaves_its_time_limit_with_nobody(person: Client, query: str, only: str) -> None:
    """The connection is kept for the next request, whose statements would be stopped once that time is up."""
    with database_away(only=only):
        person.post("/graphql/", {"query": query}, content_type=JSON)

    assert connection.execute_wrappers == []


@pytest.mark.parametrize("address", PAGES)
def test_a_person_gets_a_page_that_tries_again(person: Client, address: str) -> None:
    with database_away():
        response = person.get(address)

    assert_come_back_soon(response)
    assert "<h1>The database does not answer</h1>" in response.text
    assert f'<a href="{address}">Try again</a>' in response.text
    assert response.headers["X-Request-ID"] in response.text
    assert "http-equiv" not in response.text
    assert person.get(address).status_code in {200, 404}


def test_the_board_on_the_wall_tries_again_by_itself(person: Client) -> None:
    with database_away():
        response = person.get("/monitoring/board/")

    assert_come_back_soon(response)
    assert '<meta http-equiv="refresh" content="5">' in response.text


def test_the_page_speaks_the_reader_s_language(person: Client) -> None:
    with database_away():
        response = person.get("/monitoring/planning/", headers={"Accept-Language": "sv"})

    assert '<html lang="sv">' in response.text
    assert "<h1>Databasen svarar inte</h1>" in response.text


def test_a_form_is_kept_by_the_browser_and_never_written_into_the_page() -> None:
    admin_user("planner")

    with database_away():
        response = Client().post("/accounts/login/", {"username": "planner", "password": PASSWORD})

    assert_come_back_soon(response)
    assert "Go back with your browser" in response.text
    assert PASSWORD not in response.text


def test_a_session_that_cannot_be_saved_is_no_bug(caplog: pytest.LogCaptureFixture) -> None:
    """The view is done by then; Django saves sessions on the way out."""
    admin_user("planner")

    with database_away(only="UPDATE"):
        response = Client(raise_request_exception=False).post(
            "/accounts/login/", {"username": "planner", "password": PASSWORD}
        )

    assert_come_back_soon(response)
    [record] = [one for one in caplog.records if one.levelno >= logging.WARNING]
    assert (record.name, record.exc_info) == ("config.database_failures", None)


@pytest.mark.parametrize("address", [MANUAL_ASSIGNMENTS, "/graphql/?query={latestEventId}", "/"])
def test_the_log_says_in_one_line_what_the_database_said_and_what_to_do(
    person: Client, caplog: pytest.LogCaptureFixture, address: str
) -> None:
    with database_away():
        response = person.get(address)

    [record] = [one for one in caplog.records if one.levelno >= logging.WARNING]
    said = record.getMessage()
    assert record.exc_info is None
    assert f"Answered 503 to GET {address.partition('?')[0]}, for the database failed: {SAID}" in said
    assert "See that the database runs" in said
    assert "\n" not in said
    assert record.request.request_id == response.headers["X-Request-ID"]  # type: ignore[attr-defined]


def test_a_table_that_is_missing_is_a_bug(person: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    person.raise_request_exception = False
    monkeypatch.setattr(Machine._meta, "db_table", "nothing_of_that_name")  # noqa: SLF001 - Django's documented name

    response = person.post("/graphql/", {"query": "{ machines { name } }"}, content_type=JSON)

    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["INTERNAL_ERROR"]
