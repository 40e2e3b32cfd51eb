"""Keys that are none, sent in the pickers of a form: it is shown again and says so."""

import pytest
from django.test import Client

from monitoring.models import MachineOperationAssignment, Monitor_operation
from tests.factories import machine
from tests.monitoring.admin.pages import Form, add_page
from tests.monitoring.rest.calls import all_rows


@pytest.mark.parametrize(
    "key", ["x", "-1", "1.5", "\x00", "9223372036854775808", "9" * 5_000, "٣", "' OR 1=1 --"]
)
@pytest.mark.parametrize(
    ("model", "picker"),
    [
        (Monitor_operation, "machine"),
        (MachineOperationAssignment, "machine"),
        (MachineOperationAssignment, "manual_current_operation"),
    ],
)
def test_a_key_that_is_none_is_no_valid_choice(
    administrator: Client,
    model: type[Monitor_operation | MachineOperationAssignment],
    picker: str,
    key: str,
) -> None:
    machine()
    form = Form(administrator.get(add_page(model)).text)
    assert picker in form.values
    before = all_rows()

    answer = administrator.post(add_page(model), form.values | {picker: key})

    assert answer.status_code == 200
    assert "errorlist" in answer.text
    assert all_rows() == before
