"""Addresses that no link of the administration leads to: they end at a list, never at an error of the server."""

import pytest
from django.test import Client


@pytest.mark.parametrize(
    "address",
    [
        "planningevent/?kind__exact=%00",
        "planningevent/?occurred_at__gte=never",
        "planningevent/?occurred_at__year=99999",
        "monitor_operation/?planned_start_date__year=99999",
        "monitor_operation/?machine__id__exact=99999999999999999999",
        "monitor_operation/?machine__id__exact=%00",
        "monitor_operation/?priority__in=%00",
        "monitor_operation/?q=%00",
        "monitor_operation/?q=%ED%A0%80",
        "monitor_operation/?p=99999999999999999999",
        "monitor_operation/?o=9999999999999999999.-1",
        "machine/?name__exact=%00",
        "machineoperationassignment/?q=%00",
    ],
)
def test_whatever_filter_search_or_order_is_asked_for_ends_at_a_list(
    administrator: Client, address: str
) -> None:
    answer = administrator.get(f"/admin/monitoring/{address}", follow=True)

    assert answer.status_code == 200
    assert 'id="changelist"' in answer.text


@pytest.mark.parametrize(
    "model", ["machine", "monitor_operation", "machineoperationassignment", "planningevent"]
)
@pytest.mark.parametrize(
    "key", ["99999999999999999999", "9223372036854775808", "-1", "%00", "_00", "1.0", "x"]
)
def test_a_row_that_cannot_be_leads_to_the_start(administrator: Client, model: str, key: str) -> None:
    answer = administrator.get(f"/admin/monitoring/{model}/{key}/change/")

    assert (answer.status_code, answer.headers["Location"]) == (302, "/admin/")
