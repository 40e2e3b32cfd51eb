"""Compiled or not, an operation has the same answer: data, order of fields, errors and nulls."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given

from graphql_api.compiled.counters import COUNTERS
from tests.graphql_api.compiled.choices import CHOICES, Choices
from tests.graphql_api.compiled.settings import many
from tests.graphql_api.compiled.shapes.asking import AT_ONCE, LATER, compare, compare_later, wrong_values
from tests.graphql_api.compiled.shapes.rows import Written
from tests.graphql_api.compiled.shapes.wrong_values import AWAITED


def test_any_operation_has_the_same_answer() -> None:
    built, written = COUNTERS.built, Written.count

    @many(2200)
    @given(CHOICES)
    def asked(choices: Choices) -> None:
        document = AT_ONCE.ask(choices)
        compare(document, wrong_values(choices, document, {}))

    asked()

    assert COUNTERS.built - built > 5_000
    assert Written.count - written > 20


# What graphql-core began for the sake of a part of the answer that is null by then.
@pytest.mark.filterwarnings("ignore:coroutine .* was never awaited:RuntimeWarning")
def test_any_operation_has_the_same_answer_in_an_event_loop() -> None:
    built = COUNTERS.built
    with asyncio.Runner() as runner:

        @many(1000)
        @given(CHOICES)
        def asked(choices: Choices) -> None:
            document = LATER.ask(choices)
            runner.run(compare_later(document, wrong_values(choices, document, AWAITED)))

        asked()

    assert COUNTERS.built - built > 2_000
