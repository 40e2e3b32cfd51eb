"""One line of the log for each request: who asked what, and what became of it; never what was in it."""

import logging
from typing import Any

import pytest
from django.test import Client

from config.doors import door_of
from tests.factories import PASSWORD, planner_user, reporter_user

pytestmark = pytest.mark.django_db


class Log:
    """The access log of a test."""

    def __init__(self, caplog: pytest.LogCaptureFixture) -> None:
        self._caplog = caplog

    @property
    def records(self) -> list[logging.LogRecord]:
        return [one for one in self._caplog.records if one.name == "access"]

    def fields(self) -> dict[str, Any]:
        """What a program reads of the only record."""
        (record,) = self.records
        fields: dict[str, Any] = record.fields  # type: ignore[attr-defined]  # what the middleware adds
        return fields


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Log:
    caplog.set_level(logging.INFO, logger="access")
    return Log(caplog)


@pytest.fixture
def planner() -> Client:
    client = Client()
    client.force_login(planner_user())
    return client


def ask(client: Client, query: str, **parameters: Any) -> None:
    client.post("/graphql/", {"query": query, **parameters}, content_type="application/json")


def test_a_call_of_the_script_is_one_line(log: Log) -> None:
    script = Client()
    script.force_login(reporter_user("script"))

    script.get("/monitoring/api/manual-assignments/?machine_pk=5&token=secret")

    fields = log.fields()
    assert fields.pop("duration_ms") > 0
    assert fields == {
        "method": "GET",
        "path": "/monitoring/api/manual-assignments/",
        "status": 200,
        "door": "rest",
        # The session, the user, the list.
        "statements": 3,
    }
    line = log.records[0].getMessage()
    assert line.startswith("GET /monitoring/api/manual-assignments/ 200, ")
    assert line.endswith(" ms, 3 statements, by script")


@pytest.mark.parametrize(
    ("query", "operation", "outcome"),
    [
        ("query WhoAmI { viewer { name } }", "WhoAmI", "answered"),
        ("{ viewer { name } }", None, "answered"),
        ("query Refused { viewer { surname } }", None, "refused"),
        ("query Broken {", None, "refused"),
        ("subscription Follow { planningEvents { __typename } }", None, "refused"),
        ('query Missing { operation(id: "x") { name } }', "Missing", "answered"),
        ("query Page { planningEvents(first: 1000) { items { id } } }", "Page", "with_errors"),
    ],
)
def test_a_graphql_request_is_told_with_the_name_of_a_valid_operation_and_its_outcome(
    planner: Client, log: Log, query: str, operation: str | None, outcome: str
) -> None:
    ask(planner, query)

    fields = log.fields()
    assert (fields["door"], fields["operation"], fields["outcome"]) == ("graphql", operation, outcome)


def test_a_bug_is_told_as_a_failed_operation(
    planner: Client, log: Log, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("monitoring.models.ScriptVisit.objects", None)

    ask(planner, "query Age { plant { scriptLastHeardAt } }")

    assert (log.fields()["operation"], log.fields()["outcome"]) == ("Age", "failed")


def test_a_login_names_who_logged_in_and_not_the_password(log: Log) -> None:
    planner_user()

    Client().post("/accounts/login/", {"username": "planner", "password": PASSWORD})

    line = log.records[0].getMessage()
    assert line.endswith(", by planner")
    assert PASSWORD not in line
    assert log.fields()["door"] == "pages"


def test_nobody_is_asked_for_only_to_be_named(log: Log) -> None:
    Client().get("/monitoring/api/nothing/")

    assert log.fields()["statements"] == 0
    assert ", by " not in log.records[0].getMessage()


def test_a_long_address_is_cut(log: Log) -> None:
    Client().get("/" + "x" * 5000)

    assert len(log.fields()["path"]) == 200


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/", "pages"),
        ("/accounts/login/", "pages"),
        ("/language/catalogue/", "pages"),
        ("/monitoring/planning/5/", "pages"),
        ("/monitoring/board/", "pages"),
        ("/monitoring/api/manual-assignments/", "rest"),
        ("/monitoring/update-next-monitor-operation/", "rest"),
        ("/graphql/", "graphql"),
        ("/admin/monitoring/machine/", "admin"),
        ("/static/site/site.css", "other"),
        ("/nothing", "other"),
    ],
)
def test_each_address_belongs_to_a_door(path: str, door: str) -> None:
    assert door_of(path) == door
