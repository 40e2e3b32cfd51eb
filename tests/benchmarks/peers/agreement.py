"""All contenders must answer the same data before any of them is measured."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from tests.benchmarks.keep_alive import CLIENTS, Answer, Question, ask_once
from tests.benchmarks.peers.contenders import CONTENDERS, Contender, Work
from tests.benchmarks.peers.plants import Plant

PATIENCE_SECONDS = 180
# Another status or length, a connection that breaks, no answer in time, and JSON that is no such answer.
FAILURES = (AssertionError, OSError, EOFError, TimeoutError, LookupError, TypeError, ValueError)


class Disagreement(Exception):
    """A contender fails, or answers other data than the product."""


@contextmanager
def failure_of(who: object) -> Iterator[None]:
    """Say who failed."""
    try:
        yield
    except FAILURES as failure:
        raise Disagreement(f"{who} failed: {type(failure).__name__}, {failure}") from failure


async def agreed_questions(plant: Plant) -> dict[str, Question]:
    """The question of each contender, with the length of its answer; each was asked by all clients at once.

    Raises Disagreement.
    """
    questions: dict[str, Question] = {}
    known: dict[Work, Any] = {Work.NOTHING: []}
    for one in CONTENDERS:
        base_url = plant.base_urls[one.server]
        question = one.question(base_url, plant.login)
        with failure_of(one):
            answer = await the_answer(one, question)
            data = one.data(answer)
            if one.has_it_already:
                question = one.asked_again(base_url, plant.login, answer)
                answer = await the_answer(one, question)
        compare(one, data, known.setdefault(one.work, data), size=plant.size)
        questions[one.key] = replace(question, length=len(answer.body))
    return questions


async def the_answer(contender: Contender, question: Question) -> Answer:
    """What all clients get at once, which is the same; so many at once also warm the server's threads."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        first, *others = await asyncio.gather(*(ask_once(question) for _ in range(CLIENTS)))
    if any(other.body != first.body for other in others):
        raise Disagreement(f"{contender} does not answer the same twice.")
    return first


def compare(contender: Contender, data: Any, expected: Any, *, size: int) -> None:
    """Raise where a contender's data are not the product's, which comes first, or are incomplete."""
    if contender.work is not Work.NOTHING and len(data) != size:
        raise Disagreement(f"{contender} answers {len(data)} assignments of {size}.")
    differing = [(one, other) for one, other in zip(data, expected, strict=True) if one != other]
    if differing:
        one, other = differing[0]
        raise Disagreement(
            f"{contender} answers {one}; the product answers {other}. {len(differing)} differ."
        )
