"""Whatever a client sends: never a server's error, and a refused body changes nothing."""

import json
from typing import Any

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.factories import CURRENT, MONITOR_ID, assigned, full_operation, machine, pool_operation
from tests.hostile_values import any_json, any_scalar, any_text
from tests.monitoring.rest.calls import (
    POST_DOORS,
    SYNC_POOL,
    UPDATE_CURRENT,
    UPDATE_NEXT,
    all_rows,
    post_bytes,
)

LATHE_PK = 5
# The database of one test is used by all of its examples: what is asserted holds whatever came before.
many_bodies = settings(
    max_examples=75, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)

texts = st.lists(st.one_of(any_text, st.integers()), max_size=3)
likely_values: dict[str, st.SearchStrategy[Any]] = {
    "monitor_operation_id": st.sampled_from([MONITOR_ID, int(MONITOR_ID), "7", 7, "", None]),
    "currently_made_quantity": st.integers(0, 100) | st.sampled_from(["45", 45.0, 45.5]),
    "is_setup": st.booleans(),
    "name": any_text | st.just("No operation"),
    "quantity": st.integers(0, 100),
    "material": any_text,
    "report_number": any_text | st.integers(),
    "location": any_text,
    "priority": st.integers(-(2**31), 2**31),
    "planned_start_date": st.dates().map(str),
    "planned_finish_date": any_text,
    "drawing_image_base64": st.sampled_from(["", "iVBORw0KGgo=", "data:image/png;base64,iVBORw0KGgo="]),
    "employee_ids": texts,
    "employee_names": texts,
    "employee_django_user_ids": st.lists(st.none() | st.integers(), max_size=3),
}
near_valid_update = st.fixed_dictionaries(
    {"machine_pk": st.sampled_from([LATHE_PK, str(LATHE_PK), 6]) | any_json},
    optional={name: value | any_json for name, value in likely_values.items()} | {"shift": any_json},
)
near_valid_line = st.fixed_dictionaries(
    {"monitor_operation_id": st.sampled_from(["1", "2", 3, MONITOR_ID]) | any_scalar},
    optional={
        "part_name": any_text | st.none(),
        "report_id": any_text | st.integers(),
        "quantity": st.integers(0, 10) | any_scalar,
        "shift": any_json,
    },
)
near_valid_pool = st.fixed_dictionaries(
    {"operations": st.lists(near_valid_line | any_json, max_size=4) | any_json},
    optional={"force": st.booleans() | any_json},
)


@pytest.fixture
def busy_plant(script: Client) -> Client:
    """The script, at a plant with something in every table."""
    lathe = machine(pk=LATHE_PK)
    full_operation(lathe, "7", planned_as=CURRENT)
    assigned(lathe, pool_operation(MONITOR_ID))
    return script


def check(client: Client, address: str, body: bytes) -> None:
    """Send a body; hold that the answer is one of the documented ones and that a refusal wrote nothing."""
    before = all_rows()

    status, answer = post_bytes(client, address, body)

    assert status in {200, 400, 404, 409}
    if status == 200:
        assert set(answer) >= ({"success"} if address == SYNC_POOL else {"message", "changed"})
    else:
        assert isinstance(answer["error"], str)
        assert isinstance(answer["code"], str)
        assert set(answer) <= {"error", "code", "field"}
        assert all_rows() == before


@pytest.mark.parametrize("address", POST_DOORS)
def test_arbitrary_bytes_are_never_a_servers_error(busy_plant: Client, address: str) -> None:
    @many_bodies
    @given(st.binary(min_size=1, max_size=200))
    def sends(body: bytes) -> None:
        check(busy_plant, address, body)

    sends()


@pytest.mark.parametrize("address", POST_DOORS)
def test_arbitrary_json_is_never_a_servers_error(busy_plant: Client, address: str) -> None:
    @many_bodies
    @given(any_json)
    def sends(value: object) -> None:
        check(busy_plant, address, json.dumps(value).encode())

    sends()


@pytest.mark.parametrize("address", [UPDATE_CURRENT, UPDATE_NEXT])
def test_nearly_valid_updates_are_accepted_whole_or_change_nothing(busy_plant: Client, address: str) -> None:
    @many_bodies
    @given(near_valid_update)
    def sends(value: object) -> None:
        check(busy_plant, address, json.dumps(value).encode())

    sends()


def test_nearly_valid_catalogues_are_accepted_whole_or_change_nothing(busy_plant: Client) -> None:
    @many_bodies
    @given(near_valid_pool)
    def sends(value: object) -> None:
        check(busy_plant, SYNC_POOL, json.dumps(value).encode())

    sends()


@pytest.mark.parametrize("query", ["machine_pk", "active"])
def test_no_value_of_a_filter_is_a_servers_error(busy_plant: Client, query: str) -> None:
    @many_bodies
    @given(st.one_of(st.text(alphabet=st.characters(exclude_categories=["Cs"])), st.integers().map(str)))
    def asks(value: str) -> None:
        response = busy_plant.get("/monitoring/api/manual-assignments/", {query: value})

        assert response.status_code in {200, 400}

    asks()
