"""The list's ETag and the headers that keep it out of shared caches."""

import pytest
from django.test import Client

from monitoring.models import MachineOperationAssignment, Monitor_operation
from tests.factories import assigned, machine
from tests.monitoring.rest.calls import MANUAL_ASSIGNMENTS


def test_the_answer_is_private_and_always_revalidated(script: Client) -> None:
    headers = script.get(MANUAL_ASSIGNMENTS).headers

    assert headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in [name.strip() for name in headers["Vary"].split(",")]
    assert headers["ETag"].startswith('"')


@pytest.mark.parametrize("template", ["{}", "W/{}", '"other", {}', '"other", W/{}', "*"])
def test_a_client_that_has_this_very_answer_gets_304_without_a_body(script: Client, template: str) -> None:
    assigned(machine())
    etag = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]

    response = script.get(MANUAL_ASSIGNMENTS, headers={"if-none-match": template.format(etag)})

    assert (response.status_code, response.content) == (304, b"")
    assert response.headers["ETag"] == etag
    assert response.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("header", ['"other"', "", "not quoted", 'W/"other"'])
def test_any_other_etag_gets_the_whole_answer(script: Client, header: str) -> None:
    assert script.get(MANUAL_ASSIGNMENTS, headers={"if-none-match": header}).status_code == 200


def test_a_write_behind_the_domains_back_changes_the_etag(script: Client) -> None:
    assigned(machine())
    etags = [script.get(MANUAL_ASSIGNMENTS).headers["ETag"]]

    Monitor_operation.objects.update(monitor_operation_id="2")
    etags.append(script.get(MANUAL_ASSIGNMENTS).headers["ETag"])
    MachineOperationAssignment.objects.all().delete()
    etags.append(script.get(MANUAL_ASSIGNMENTS).headers["ETag"])

    assert len(set(etags)) == 3


def test_each_filter_has_an_etag_of_its_own_answer(script: Client) -> None:
    assigned(machine("a"))
    assigned(machine("b", is_active=False))
    whole = script.get(MANUAL_ASSIGNMENTS).headers["ETag"]

    response = script.get(MANUAL_ASSIGNMENTS, {"active": "true"}, headers={"if-none-match": whole})

    assert response.status_code == 200
    assert len(response.json()["assignments"]) == 1


def test_head_answers_the_headers_of_get_without_the_body(script: Client) -> None:
    assigned(machine())
    whole = script.get(MANUAL_ASSIGNMENTS)

    response = script.head(MANUAL_ASSIGNMENTS)

    assert (response.status_code, response.content) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Cache-Control"):
        assert response.headers[name] == whole.headers[name]
