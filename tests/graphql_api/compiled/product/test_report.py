"""Who asks how often selections ran compiled is told beside the answer, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from graphql_api.compiled.counters import COUNTERS
from tests.factories import machine, reporter_user

pytestmark = pytest.mark.django_db


def asked(extensions: dict[str, Any] | None) -> dict[str, Any]:
    client = Client()
    client.force_login(reporter_user())
    body = {"query": "{ machines { name } }", "extensions": extensions}
    answer: dict[str, Any] = client.post("/graphql/", body, content_type="application/json").json()
    return answer


def test_the_figures_stand_beside_the_answer_of_who_asks_for_them() -> None:
    machine("Lathe 1")

    answer = asked({"compiled": True})

    assert answer["data"] == {"machines": [{"name": "Lathe 1"}]}
    assert answer["extensions"]["compiled"] == COUNTERS.snapshot()
    assert answer["extensions"]["compiled"]["built"] > 0


@pytest.mark.parametrize("extensions", [None, {}, {"compiled": False}, {"compiled": "yes"}])
def test_nobody_else_gets_any(extensions: dict[str, Any] | None) -> None:
    assert "compiled" not in asked(extensions)["extensions"]
