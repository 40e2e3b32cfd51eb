"""The cursor for following the log: nothing that happens while a question is answered is missed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import connection

from monitoring.models import Machine
from tests.factories import assigned, machine
from tests.graphql_api.api import Api

LAST_IN_THE_DOCUMENT = "{ machines { pk current { version } } latestEventId }"
UNDER_AN_ALIAS = "{ machines { pk current { version } } cursor: latestEventId }"
IN_A_FRAGMENT = """query { machines { pk current { version } } ...Cursor }
fragment Cursor on Query { ... { latestEventId } }"""
BEHIND_A_VARIABLE = """query($yes: Boolean = true) {
  machines { pk current { version } } latestEventId @include(if: $yes)
}"""


@contextmanager
def a_planner_assigns_as_soon_as_machines_were_read(lathe: Machine) -> Iterator[None]:
    """Another person's change lands after the machines were read and before the question is answered."""
    done = False

    def interrupt(execute: Any, sql: str, *rest: Any) -> Any:
        nonlocal done
        result = execute(sql, *rest)
        if "monitoring_machine" in sql and not done:
            done = True
            assigned(lathe)
        return result

    with connection.execute_wrapper(interrupt):
        yield
    assert done


@pytest.mark.parametrize("question", [LAST_IN_THE_DOCUMENT, UNDER_AN_ALIAS, IN_A_FRAGMENT, BEHIND_A_VARIABLE])
def test_following_the_log_from_the_latest_event_misses_nothing(reporter: Api, question: str) -> None:
    lathe = machine()

    with a_planner_assigns_as_soon_as_machines_were_read(lathe):
        data = reporter.data(question)

    cursor = data.get("cursor") or data["latestEventId"]
    missed = reporter.data(
        "query($after: ID) { planningEvents(after: $after) { items { kind } } }", after=cursor
    )
    assert missed["planningEvents"]["items"] == [{"kind": "ASSIGNED"}]


def test_the_latest_event_of_an_empty_log_is_zero_and_a_cursor(reporter: Api) -> None:
    assert reporter.data("{ latestEventId }") == {"latestEventId": "0"}
    assert reporter.data('{ planningEvents(after: "0") { items { id } } }')["planningEvents"]["items"] == []


def test_asking_twice_in_one_question_gives_one_answer(reporter: Api) -> None:
    lathe = machine()
    assigned(lathe)

    data = reporter.data("{ first: latestEventId machines { pk } second: latestEventId }")

    assert data["first"] == data["second"] != "0"


def test_who_does_not_ask_for_it_does_not_pay_for_it(reporter: Api) -> None:
    _, without = reporter.counted("{ viewer { name } }")
    _, with_it = reporter.counted("{ viewer { name } latestEventId }")

    assert len(with_it) == len(without) + 1
