"""Values that do not fit: each is refused by name, and nothing at all is written."""

import json
from typing import Any

import pytest
from django.test import Client

from tests.factories import CURRENT, MONITOR_ID, assigned, full_operation, machine
from tests.monitoring.rest.calls import UPDATE_CURRENT, UPDATE_NEXT, all_rows, post, post_bytes, refusal

NO_TEXTS = [5.5, True, ["Housing"], {"sv": "Hus"}, "x" * 256, "a\x00b", "\ud800"]
NO_NAMES = [*NO_TEXTS, 5]
NO_QUANTITIES = [
    -5,
    -1,
    2**31,
    10**19,
    45.5,
    -0.5,
    True,
    False,
    "",
    " 45",
    "45.0",
    "-5",
    "+5",
    "4e1",
    "x",
    [45],
    {},
]
NO_DAYS = [
    "",
    "2025-1-5",
    "20250115",
    "2025-02-30",
    "0000-01-01",
    "2025-01-15T00:00:00",
    "2025-W03-3",
    " 2025-01-15",
    20250115,
    True,
]
NO_MACHINES: list[Any] = [
    None, True, False, 5.5, 5.0, "5.0", " 5", "5 ", "", "five", "-5", "+5", "0x5", "٥", -5, 10**20, [5], {},
]  # fmt: skip
REFUSED: dict[str, list[Any]] = {
    "machine_pk": NO_MACHINES,
    "monitor_operation_id": [True, 5.5, 1.0, [MONITOR_ID], {}, "x" * 256, "a\x00b", "\udfff"],
    "currently_made_quantity": [None, *NO_QUANTITIES],
    "is_setup": [None, "false", "true", 0, 1, "", [], {}],
    "name": NO_NAMES,
    "material": NO_NAMES,
    "location": NO_NAMES,
    "report_number": NO_TEXTS,
    "quantity": NO_QUANTITIES,
    "priority": [2**31, -(2**31) - 1, 3.5, 3.0, True, "", "high", "-1", "9" * 20, [], {}],
    "planned_start_date": NO_DAYS,
    "planned_finish_date": NO_DAYS,
    "drawing_image_base64": [5, True, "%%%", "aGVsbG8", "å", [], {}],
    "employee_ids": ["17", 17, {}, True, ["x"] * 101],
    "employee_names": ["Operator 17", {}, ["x"] * 101],
    "employee_django_user_ids": [3, "3", {}, [1] * 101],
}  # fmt: skip
REFUSED_ENTRIES: dict[str, list[Any]] = {
    "employee_ids": [None, True, 1.5, [], "x" * 256, "\x00"],
    "employee_names": [None, 17, True, [], "x" * 256],
    "employee_django_user_ids": ["3", True, 1.5, 0, -1, 2**63, []],
}


def cases(values: dict[str, list[Any]]) -> list[Any]:
    """One case for each refused value, readable in the list of tests."""
    return [
        pytest.param(field, value, id=f"{field}={json.dumps(value)[:30]}")
        for field, refused in values.items()
        for value in refused
    ]


@pytest.fixture
def lathe_pk(script: Client) -> int:
    """A machine whose slots hold an operation each, with every column filled."""
    lathe = machine()
    full_operation(lathe, MONITOR_ID, planned_as=CURRENT)
    assigned(lathe)
    return lathe.pk


@pytest.mark.parametrize(("field", "value"), cases(REFUSED))
def test_a_value_that_does_not_fit_is_refused_by_name_and_changes_nothing(
    script: Client, lathe_pk: int, field: str, value: Any
) -> None:
    before = all_rows()

    answered = post(
        script, UPDATE_CURRENT, {"machine_pk": lathe_pk, "monitor_operation_id": MONITOR_ID, field: value}
    )

    assert refusal(answered) == (400, "invalid_value", field)
    assert field in answered.body["error"]
    assert all_rows() == before


@pytest.mark.parametrize(("field", "value"), cases(REFUSED_ENTRIES))
def test_an_entry_of_a_list_that_does_not_fit_is_refused_by_its_place(
    script: Client, lathe_pk: int, field: str, value: Any
) -> None:
    before = all_rows()
    good: list[Any] = [1] if field == "employee_django_user_ids" else ["17"]

    answered = post(script, UPDATE_CURRENT, {"machine_pk": lathe_pk, field: [*good, value]})

    assert refusal(answered) == (400, "invalid_value", f"{field}[1]")
    assert f"{field}[1]" in answered.body["error"]
    assert all_rows() == before


@pytest.mark.parametrize("body", ["[]", "5", '"text"', "true", "null", "[{}]", "5.5"])
def test_a_body_that_is_no_object_is_refused(script: Client, body: str) -> None:
    answered = post_bytes(script, UPDATE_CURRENT, body.encode())

    assert refusal(answered) == (400, "invalid_value", None)
    assert answered.body["error"].startswith("The body must be a JSON object; ")


def test_a_missing_machine_is_told_by_name(script: Client) -> None:
    answered = post(script, UPDATE_NEXT, {"currently_made_quantity": 5})

    assert refusal(answered) == (400, "invalid_value", "machine_pk")
    assert answered.body["error"] == "machine_pk is required."


def test_the_first_wrong_key_is_told_although_others_are_fine(script: Client, lathe_pk: int) -> None:
    before = all_rows()

    answered = post(
        script,
        UPDATE_CURRENT,
        {"machine_pk": lathe_pk, "name": "Axle", "currently_made_quantity": 46, "is_setup": "false"},
    )

    assert refusal(answered) == (400, "invalid_value", "is_setup")
    assert answered.body["error"] == 'is_setup must be true or false; "false" is not.'
    assert all_rows() == before


def test_a_fraction_too_small_for_a_float_is_still_a_fraction(script: Client, lathe_pk: int) -> None:
    body = f'{{"machine_pk": {lathe_pk}, "currently_made_quantity": 45.00000000000000000001}}'

    answered = post_bytes(script, UPDATE_CURRENT, body.encode())

    assert refusal(answered) == (400, "invalid_value", "currently_made_quantity")


@pytest.mark.parametrize(
    ("value", "sentence"),
    [
        (-5, "currently_made_quantity must be between 0 and 2147483647; -5 is not."),
        (True, "currently_made_quantity must be a whole number, such as 45; true is not."),
        (None, "currently_made_quantity must be a whole number, such as 45; null is not."),
        ([1, 2], "currently_made_quantity must be a whole number, such as 45; a list is not."),
    ],
)
def test_the_sentence_says_the_limit_and_what_was_sent(
    script: Client, lathe_pk: int, value: Any, sentence: str
) -> None:
    answered = post(script, UPDATE_CURRENT, {"machine_pk": lathe_pk, "currently_made_quantity": value})

    assert answered.body["error"] == sentence


def test_a_long_refused_value_is_shown_by_its_beginning(script: Client, lathe_pk: int) -> None:
    answered = post(script, UPDATE_CURRENT, {"machine_pk": lathe_pk, "priority": "y" * 100_000})

    assert answered.body["error"].startswith('priority must be a whole number, such as 3; "yyy')
    assert len(answered.body["error"]) < 120
