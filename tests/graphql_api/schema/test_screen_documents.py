"""The planning screens' own documents: what they cost does not depend on how much there is."""

from typing import Any

from monitoring.models import Machine, Monitor_operation
from tests.graphql_api.api import Api
from tests.graphql_api.schema.screen_documents import QUERIES, document, variables
from tests.graphql_api.schema.test_query_counts import add_busy_machine

VALUES = {"pk": 1, "search": "Housing", "before": "1000000"}


def ask(api: Api, name: str) -> tuple[dict[str, Any], list[str]]:
    """Send one of the screens' queries; returns its data and the SQL that it took."""
    return api.counted(document(name), **{variable: VALUES[variable] for variable in variables(name)})


def counts(api: Api) -> dict[str, int]:
    return {name: len(ask(api, name)[1]) for name in sorted(QUERIES)}


def test_twenty_machines_take_each_screen_as_many_statements_as_one(planner: Api) -> None:
    add_busy_machine(1)
    counts(planner)
    for_one = counts(planner)

    for number in range(2, 21):
        add_busy_machine(number)

    assert Machine.objects.count() == 20
    assert counts(planner) == for_one
    assert for_one.keys() >= {"LoadPlant", "LoadMachine", "SearchPool"}


def test_a_screen_reads_what_it_shows_of_each_machine(planner: Api) -> None:
    add_busy_machine(1)

    (lathe,) = ask(planner, "LoadPlant")[0]["machines"]

    assert lathe["current"]["source"] == "MANUAL"
    assert lathe["current"]["operation"]["monitorOperationId"] == "31"
    assert lathe["current"]["monitorOperation"]["monitorOperationId"] == "11"
    assert lathe["current"]["note"] == "Rush"


def test_a_search_finds_an_operation_and_tells_where_it_already_is(planner: Api) -> None:
    add_busy_machine(1)
    Monitor_operation.objects.filter(monitor_operation_id="31").update(name="Housing 31")

    found = ask(planner, "SearchPool")[0]["operationPool"]

    assert [one["name"] for one in found["items"]] == ["Housing 31"]
    assert found["items"][0]["assignedTo"][0]["machine"]["name"] == "Lathe 001"
