"""Compiled or not, any question about the plant has the same answer, to the byte."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest
from django.db import connection
from hypothesis import given

from graphql_api.compiled.counters import COUNTERS
from tests.factories import planner_user
from tests.graphql_api.compiled.choices import CHOICES, Choices
from tests.graphql_api.compiled.operations import Question
from tests.graphql_api.compiled.product.asking import GRAPHQL_SCHEMA, compare, count_written
from tests.graphql_api.compiled.product.odd_plant import build_odd_plant
from tests.graphql_api.compiled.product.troubles import Troubles
from tests.graphql_api.compiled.settings import many


@pytest.fixture
def troubles(monkeypatch: pytest.MonkeyPatch) -> Iterator[Troubles]:
    """Calls that fail now and then, without a word in the log."""
    troubles = Troubles()
    troubles.install(monkeypatch)
    logging.disable()
    yield troubles
    logging.disable(logging.NOTSET)


@pytest.mark.django_db
def test_any_question_about_the_plant_has_the_same_answer(
    troubles: Troubles, monkeypatch: pytest.MonkeyPatch
) -> None:
    build_odd_plant()
    user = planner_user()
    question = Question(schema=GRAPHQL_SCHEMA)
    built, written = COUNTERS.built, count_written(monkeypatch)

    @many(1300)
    @given(CHOICES)
    def asked(choices: Choices) -> None:
        document = question.ask(choices)
        troubles.choose(choices)
        nodes = choices.one([3, 10, 100_000, 100_000])
        compare(document, user=user, nodes=nodes, is_sent_as_json=choices.happens(67))

    asked()

    assert COUNTERS.built - built > 1_500
    assert len(written) > 20 or connection.vendor == "sqlite"
