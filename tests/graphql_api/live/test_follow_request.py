"""What a client asks to follow: what is refused, what is read, and which requests are the same."""

from typing import Any

import pytest

from graphql_api.live.follow_request import FollowRequest, NotFollowed
from tests.graphql_api.live.following import FOLLOW, follow_request

PLAIN = "subscription { planningEvents { __typename } }"
LARGEST_CURSOR = 2**63 - 1


def refusal(document: str, operation_name: str | None = None, **variables: Any) -> dict[str, Any]:
    """The only error that a client gets instead of a stream."""
    with pytest.raises(NotFollowed) as refused:
        follow_request(document, operation_name=operation_name, **variables)
    [error] = refused.value.errors
    return dict(error.formatted)


def test_without_arguments_every_new_event_is_followed() -> None:
    request = follow_request(PLAIN)

    assert (request.after, request.machine_pks) == (None, None)


def test_null_is_the_same_as_absent() -> None:
    written = follow_request("subscription { planningEvents(after: null, machinePks: null) { __typename } }")
    sent = follow_request(after=None, machinePks=None)

    assert (written.after, written.machine_pks) == (sent.after, sent.machine_pks) == (None, None)


def test_arguments_stand_in_the_document_or_in_variables() -> None:
    written = follow_request(
        'subscription { planningEvents(after: "7", machinePks: [2, 1, 2]) { __typename } }'
    )
    sent = follow_request(after="7", machinePks=[2, 1, 2])

    assert (written.after, written.machine_pks) == (sent.after, sent.machine_pks) == (7, frozenset({1, 2}))


def test_no_machines_are_not_all_machines() -> None:
    assert follow_request(machinePks=[]).machine_pks == frozenset()


def test_defaults_of_variables_count() -> None:
    request = follow_request('subscription($from: ID = "7") { planningEvents(after: $from) { __typename } }')

    assert request.after == 7


UNDER_NAMED_FRAGMENTS = """
subscription { ...Root }
fragment Root on Subscription { ...Events }
fragment Events on Subscription { planningEvents(after: "7") { __typename } }
"""
UNDER_INLINE_FRAGMENTS = (
    'subscription { ... on Subscription { ... { planningEvents(after: "7") { __typename } } } }'
)


@pytest.mark.parametrize("document", [UNDER_NAMED_FRAGMENTS, UNDER_INLINE_FRAGMENTS])
def test_the_field_may_stand_under_fragments(document: str) -> None:
    assert follow_request(document).after == 7


@pytest.mark.parametrize("cursor", ["0", "1", str(LARGEST_CURSOR)])
def test_every_id_that_an_event_can_have_is_a_cursor(cursor: str) -> None:
    assert follow_request(after=cursor).after == int(cursor)


@pytest.mark.parametrize("cursor", ["", " 1", "-1", "01", "1.0", "one", "１", str(LARGEST_CURSOR + 1)])
def test_what_can_be_no_id_of_an_event_is_refused(cursor: str) -> None:
    error = refusal(FOLLOW, after=cursor)

    assert error["message"].startswith("after must be the id of an event, such as latestEventId gives")
    assert error["extensions"] == {"code": "INVALID_VALUE", "field": "after"}


@pytest.mark.parametrize("machine_pks", [["one"], [None], [2**31], "all"])
def test_a_machines_key_that_is_no_int_is_refused(machine_pks: Any) -> None:
    assert "machinePks" in refusal(FOLLOW, machinePks=machine_pks)["message"]


@pytest.mark.parametrize(
    ("document", "sentence"),
    [
        ("subscription { planningEvents { ", "Syntax Error"),
        ("subscription { planningEvents { __typename nothing } }", "Cannot query field 'nothing'"),
        ("subscription { __typename }", "introspection top level field"),
        (f"{PLAIN[:-1]} again: planningEvents {{ __typename }} }}", "only one top level field"),
        ("subscription { planningEvents @skip(if: true) { __typename } }", "must not use `@skip`"),
        ("{ viewer { name } }", "send queries and mutations by POST"),
        ("mutation { clearSlots(input: {slots: []}) { __typename } }", "send queries and mutations by POST"),
    ],
)
def test_what_is_no_valid_subscription_is_refused(document: str, sentence: str) -> None:
    assert sentence in refusal(document)["message"]


def test_limits_are_those_of_any_operation() -> None:
    error = refusal(
        f"subscription {{ planningEvents {{ {' '.join(f'a{n}: __typename' for n in range(16))} }} }}"
    )

    assert error["extensions"] == {"code": "LIMIT_EXCEEDED", "limit": "aliases", "allowed": 15, "found": 16}


SEVERAL = """
subscription A { planningEvents(after: "1") { __typename } }
subscription B { planningEvents(after: "2") { __typename } }
query C { viewer { name } }
"""


def test_of_several_operations_one_has_to_be_named() -> None:
    assert follow_request(SEVERAL, operation_name="B").after == 2
    assert "name one in operationName" in refusal(SEVERAL)["message"]
    assert refusal(SEVERAL, "D")["message"] == 'The document has no operation named "D".'
    assert "by POST" in refusal(SEVERAL, "C")["message"]


def key_of(document: str = FOLLOW, operation_name: str | None = None, **variables: Any) -> Any:
    return follow_request(document, operation_name=operation_name, **variables).key


def test_the_cursors_variable_is_no_part_of_the_key() -> None:
    assert key_of() == key_of(after="7") == key_of(after="8") == key_of(after=None) == key_of(after=9)


def test_the_cursors_variable_may_have_any_name() -> None:
    document = "subscription($since: ID) { planningEvents(after: $since) { __typename } }"

    assert key_of(document, since="7") == key_of(document, since="8")


def test_a_cursor_that_is_used_twice_is_part_of_the_key() -> None:
    document = (
        "subscription($after: ID) { planningEvents(after: $after) { __typename } planningEvents(after: $after) "
        "{ ... on PlanningEvent { id } } }"
    )

    assert key_of(document, after="7") != key_of(document, after="8")


def test_variables_whose_names_begin_like_the_cursors_are_part_of_the_key() -> None:
    document = (
        "subscription($after: ID, $after_names: Boolean!) { planningEvents(after: $after) "
        "{ ... on PlanningEvent { id machineName @include(if: $after_names) } } }"
    )

    named, unnamed = (key_of(document, after="7", after_names=value) for value in (True, False))
    assert named != unnamed
    assert named == key_of(document, after="8", after_names=True)


@pytest.mark.parametrize(
    "other",
    [
        follow_request(machinePks=[2]),
        follow_request(machinePks=[]),
        follow_request(),
        follow_request(FOLLOW + " ", machinePks=[1]),
    ],
    ids=["other machines", "no machines", "all machines", "other text"],
)
def test_other_variables_and_texts_make_another_key(other: FollowRequest) -> None:
    assert other.key != key_of(machinePks=[1])


def test_variables_in_another_order_and_their_defaults_make_the_same_key() -> None:
    document = (
        "subscription($pks: [Int!] = [1], $names: Boolean = true) { planningEvents(machinePks: $pks) "
        "{ ... on PlanningEvent { id machineName @include(if: $names) } } }"
    )

    assert key_of(document, pks=[1], names=True) == key_of(document, names=True, pks=[1]) == key_of(document)
