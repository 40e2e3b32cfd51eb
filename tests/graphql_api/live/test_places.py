"""Limits of open streams, per user and per process."""

from contextlib import ExitStack

import pytest

from graphql_api.live.places import NoPlaceLeft, Places


def refusal(places: Places, user: str) -> NoPlaceLeft:
    """What one more stream of this user gets."""
    with pytest.raises(NoPlaceLeft) as refused, places.place(user):
        pytest.fail("there was a place")
    return refused.value


def test_a_user_has_no_more_streams_than_allowed() -> None:
    places = Places(per_user=2, per_process=10)

    with places.place("anna"), places.place("anna"):
        refused = refusal(places, "anna")

    assert (refused.limit, refused.allowed) == ("streams_per_user", 2)
    assert "your login has 2 open" in str(refused)


def test_one_user_takes_no_place_of_another() -> None:
    places = Places(per_user=1, per_process=10)

    with places.place("anna"), places.place("bo"):
        assert places.taken.total() == 2


def test_a_process_has_no_more_streams_than_allowed_whoever_has_them() -> None:
    places = Places(per_user=2, per_process=2)

    with places.place("anna"), places.place("bo"):
        refused = refusal(places, "cecilia")

    assert (refused.limit, refused.allowed) == ("streams_per_process", 2)
    assert "this server process has 2 open" in str(refused)


def test_a_place_is_given_back_when_a_stream_ends_by_a_failure_too() -> None:
    places = Places(per_user=1, per_process=1)

    for _ in range(3):
        with pytest.raises(RuntimeError), places.place("anna"):
            raise RuntimeError

    with places.place("anna"):
        assert places.taken.total() == 1


def test_a_refusal_takes_no_place() -> None:
    places = Places(per_user=1, per_process=2)

    with places.place("anna"):
        for _ in range(3):
            refusal(places, "anna")
        with places.place("bo"):
            assert places.taken == {"anna": 1, "bo": 1}


def test_users_who_left_are_forgotten() -> None:
    places = Places(per_user=2, per_process=10)

    with ExitStack() as streams:
        for user in ("anna", "anna", "bo"):
            streams.enter_context(places.place(user))

    assert not places.taken
