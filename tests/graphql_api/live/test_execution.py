"""Answers to events: what is in them, what they cost, and what becomes of bugs and of a database that is gone."""

import json
import logging
from typing import Any, Never

import pytest
from django.db import InterfaceError, OperationalError, connection
from django.test.utils import CaptureQueriesContext

from graphql_api.live.execution import DatabaseFailed, Execution, SharedContext
from graphql_api.live.follow_request import FollowRequest
from graphql_api.live.logins import Rights
from graphql_api.loaders import RequestLoaders
from graphql_api.schema import schema
from monitoring.domain.errors import CursorExpired
from monitoring.domain.live_events import events_after, expired
from monitoring.models import Machine
from tests.factories import assigned, machines, marked_idle
from tests.graphql_api.live.following import PLANNERS_RIGHTS, REPORTERS_RIGHTS, event, follow_request

SCREEN = """
subscription Screen($after: ID) {
  planningEvents(after: $after) {
    __typename
    ... on PlanningEvent { id kind machine { name current { source operation { name } } } }
    ... on CursorExpired { code message field }
  }
}
"""
NAMES = "subscription Names { planningEvents { ... on PlanningEvent { id machine { name } } } }"


def execution(document: str = SCREEN, *, rights: Rights = PLANNERS_RIGHTS, **variables: Any) -> Execution:
    return Execution(schema, follow_request(document, **variables), rights)


def answers(document: str = SCREEN, *, cursor: int = 0) -> list[dict[str, Any]]:
    """What those who follow a document are told of all events after a cursor."""
    messages = execution(document).answer(events_after(cursor=cursor, limit=100))
    return [json.loads(one.payload) for one in messages]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Has reading machines fail."""

    def fail_with(error: Exception) -> None:
        def fail(*_: object, **__: object) -> Never:
            raise error

        monkeypatch.setattr("graphql_api.loaders.machine_boards", fail)

    return fail_with


@pytest.mark.django_db
def test_each_event_has_one_answer_in_order_with_the_state_after_the_last() -> None:
    on, other = machines(2)
    chosen = assigned(on)
    marked_idle(other)
    marked_idle(on)
    assigned(on, chosen)

    told = [answer["data"]["planningEvents"] for answer in answers()]

    assert [one["kind"] for one in told] == ["ASSIGNED", "IDLE_MARKED", "IDLE_MARKED", "ASSIGNED"]
    assert [int(one["id"]) for one in told] == [one.event.pk for one in events_after(cursor=0, limit=100)]
    assert [one["machine"]["current"]["source"] for one in told] == ["MANUAL", "IDLE", "MANUAL", "MANUAL"]


@pytest.mark.django_db
def test_messages_bear_the_ids_of_their_events() -> None:
    [on] = machines(1)
    marked_idle(on)
    [logged] = events_after(cursor=0, limit=1)

    [answered] = execution().answer([logged])

    assert (answered.event_id, answered.is_final) == (logged.event.pk, False)


@pytest.mark.django_db
def test_many_events_cost_as_many_statements_as_one() -> None:
    for on in machines(20):
        assigned(on)
    logged = events_after(cursor=0, limit=100)
    execution().answer(logged[:1])

    counts = []
    for some in (logged[:1], logged):
        with CaptureQueriesContext(connection) as captured:
            execution().answer(some)
        counts.append(len(captured))

    assert counts[0] == counts[1]


@pytest.mark.django_db
def test_an_event_of_a_machine_that_is_gone_is_told_without_it() -> None:
    [on] = machines(1)
    marked_idle(on)
    Machine.objects.all().delete()

    told = [answer["data"]["planningEvents"] for answer in answers()]

    assert [one["machine"] for one in told] == [None] * len(told)
    assert told


def test_an_expired_cursor_is_one_last_answer() -> None:
    refusal: CursorExpired = expired()

    last = execution().refuse(refusal)

    assert (last.event_id, last.is_final) == (None, True)
    told = json.loads(last.payload)["data"]["planningEvents"]
    assert told == {
        "__typename": "CursorExpired",
        "code": "CURSOR_EXPIRED",
        "message": refusal.message,
        "field": "after",
    }


def test_who_did_not_ask_about_expired_cursors_still_gets_an_answer() -> None:
    last = execution(NAMES).refuse(expired())

    assert json.loads(last.payload) == {"data": {"planningEvents": {}}}


def test_aliases_and_named_operations_are_answered_as_asked() -> None:
    document = (
        f"{NAMES} subscription Other {{ changes: planningEvents {{ ... on PlanningEvent {{ key: id }} }} }}"
    )
    request: FollowRequest = follow_request(document, operation_name="Other")

    [answer] = Execution(schema, request, PLANNERS_RIGHTS).answer([event(7)])

    assert json.loads(answer.payload) == {"data": {"changes": {"key": "7"}}}


@pytest.mark.django_db
def test_a_bug_in_a_resolver_is_masked_and_the_other_fields_are_answered(
    broken: Any, caplog: pytest.LogCaptureFixture
) -> None:
    broken(RuntimeError("a secret of the server"))

    [answer] = execution(NAMES).answer([event(7, 1)])

    told = json.loads(answer.payload)
    assert told["data"] == {"planningEvents": {"id": "7", "machine": None}}
    [error] = told["errors"]
    assert error["extensions"]["code"] == "INTERNAL_ERROR"
    assert "secret" not in answer.payload
    [record] = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert error["extensions"]["requestId"] in record.getMessage()
    assert "shared subscription" in record.getMessage()


@pytest.mark.django_db
@pytest.mark.parametrize("error", [OperationalError("gone"), InterfaceError("closed")])
def test_a_database_that_does_not_answer_is_no_answer(broken: Any, error: Exception) -> None:
    broken(error)

    with pytest.raises(DatabaseFailed):
        execution(NAMES).answer([event(7, 1)])


@pytest.mark.parametrize("rights", [PLANNERS_RIGHTS, REPORTERS_RIGHTS])
def test_resolvers_know_the_rights_that_all_have_in_common_and_nobodys_name(rights: Rights) -> None:
    context = SharedContext(rights=rights, loaders=RequestLoaders())

    assert context.actor.may_change_assignments is rights.may_change_assignments
    assert context.actor.may_report is rights.may_report
    assert context.user_name == context.actor.name == "shared subscription"
    assert not context.user.is_authenticated
