"""Whatever is sent in a form of the administration: saved whole, or shown again with nothing changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db.models import Model
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitoring.models import Machine, MachineOperationAssignment, Monitor_operation
from tests.factories import assigned, full_operation, machine
from tests.hostile_values import any_text
from tests.monitoring.admin.pages import Form, add_page, list_page, page_of
from tests.monitoring.rest.calls import all_rows

# The database of one test is used by all of its examples: what is asserted holds whatever came before.
many = settings(
    max_examples=15,
    derandomize=True,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

# What a form carries is text, in UTF-8.
sendable = any_text.filter(lambda text: text.isascii() or text.encode(errors="replace").decode() == text)
numbers = st.sampled_from(
    [
        "-1",
        "0",
        "1",
        "2147483647",
        "2147483648",
        "9223372036854775808",
        "1e400",
        "1.5",
        "٣",
        "9" * 5_000,
        "NaN",
        "0x1",
    ]
)
days = st.sampled_from(["2025-01-15", "0000-01-01", "99999-01-01", "2025-02-30", "15.1.2025"])
values = sendable | numbers | days


@pytest.fixture
def rows(db: None) -> dict[str, Callable[[], str]]:
    """The address of each form; those of rows are read anew, since a form may have been saved before."""
    lathe = machine()
    full_operation(lathe, "7")
    assigned(lathe)

    def of_first(model: type[Model]) -> str:
        return page_of(model._default_manager.order_by("pk")[0])  # noqa: SLF001  # Django documents it as public

    return {
        "machine": lambda: of_first(Machine),
        "new machine": lambda: add_page(Machine),
        "operation": lambda: of_first(Monitor_operation),
        "new operation": lambda: add_page(Monitor_operation),
        "overrides": lambda: of_first(MachineOperationAssignment),
        "new overrides": lambda: add_page(MachineOperationAssignment),
    }


@pytest.mark.parametrize(
    "form", ["machine", "new machine", "operation", "new operation", "overrides", "new overrides"]
)
def test_a_form_is_saved_or_shown_again_and_changes_nothing(
    administrator: Client, rows: dict[str, Callable[[], str]], form: str
) -> None:
    names = Form(administrator.get(rows[form]()).text).values

    @many
    @given(st.fixed_dictionaries({}, optional=dict.fromkeys(names, values)))
    def sends(spoilt: dict[str, str]) -> None:
        address = rows[form]()
        fields = Form(administrator.get(address).text).values
        before = all_rows()

        answer = administrator.post(address, fields | spoilt)

        assert answer.status_code in {200, 302}
        if answer.status_code == 200:
            assert all_rows() == before
            assert "errorlist" in answer.text or "errornote" in answer.text

    sends()


@pytest.mark.parametrize("model", [Machine, Monitor_operation, MachineOperationAssignment])
def test_an_action_on_rows_that_cannot_be_changes_nothing(
    administrator: Client, rows: dict[str, Callable[[], str]], model: type[Model]
) -> None:
    @many
    @given(st.lists(values, max_size=3), st.sampled_from(["delete_selected", "", "x"]) | sendable)
    def sends(keys: list[str], action: str) -> None:
        before = all_rows()
        wanted = [key for key in keys if not key.isdecimal()]

        answer = administrator.post(
            list_page(model), {"action": action, "_selected_action": wanted, "index": "0", "post": "yes"}
        )

        assert answer.status_code in {200, 302, 400}
        assert all_rows() == before

    sends()
