"""GraphiQL as a developer finds it: behind the login, served from this host, with examples that run."""

from __future__ import annotations

import json
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Response, expect

from tests.browser.conftest import Visit

TABS = [
    "ManualAssignments",
    "ReportQuantity",
    "Machines",
    "SearchOperationPool",
    "AssignOperation",
    "ClearSlot",
    "PlanningEvents",
    "Plant",
    "FollowPlanningEvents",
    "DescribeType",
]
RUNNING_AT_ONCE = ["ManualAssignments", "Machines", "SearchOperationPool", "Plant", "DescribeType"]
PATIENCE_SECONDS = 30


def operation_answered(response: Response) -> str | None:
    """The name of the operation that a response of the API answers; None for other responses."""
    if urlsplit(response.url).path != "/graphql/" or response.request.method != "POST":
        return None
    name: str = json.loads(response.request.post_data or "{}").get("operationName") or "unnamed"
    return name


def open_graphiql(visit: Visit) -> None:
    with visit.page.expect_response(lambda response: operation_answered(response) == "IntrospectionQuery"):
        visit.log_in("planner", bound_for="/graphql/")
    expect(visit.page.locator(".graphiql-query-editor .CodeMirror-line").first).to_be_visible()


def run_tab(visit: Visit, name: str) -> Any:
    """Open a tab, run it and return what the result pane shows."""
    visit.page.locator(".graphiql-tab-button").get_by_text(name, exact=True).click()
    expect(visit.page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text(f" {name}")
    with visit.page.expect_response(lambda response: operation_answered(response) == name) as answered:
        visit.page.locator(".graphiql-execute-button").click()
    sent, shown = answered.value.json(), None
    deadline = time.monotonic() + PATIENCE_SECONDS
    while shown != sent and time.monotonic() < deadline:
        visit.page.wait_for_timeout(50)
        text = visit.page.locator(".result-window .CodeMirror").evaluate("e => e.CodeMirror.getValue()")
        shown = json.loads(text) if text.startswith("{") and text.endswith("}") else None
    assert shown == sent
    return shown


def test_an_anonymous_browser_is_led_to_the_login_and_back(visit: Visit) -> None:
    visit.page.goto(f"{visit.shop.base_url}/graphql/")
    assert visit.page.url == f"{visit.shop.base_url}/accounts/login/?next=/graphql/"

    open_graphiql(visit)

    assert visit.page.url == f"{visit.shop.base_url}/graphql/"
    expect(visit.page.get_by_text("Logged in as planner")).to_be_visible()


def test_it_opens_with_named_examples_and_works_without_the_internet(visit: Visit) -> None:
    open_graphiql(visit)

    expect(visit.page.locator(".graphiql-tab-button")).to_have_text(TABS)
    answers = {name: run_tab(visit, name) for name in RUNNING_AT_ONCE}

    assert [name for name, answer in answers.items() if "errors" in answer] == []
    assert {machine["name"] for machine in answers["Machines"]["data"]["machines"]} == {"Lathe 1", "Mill 2"}
    assert visit.left_the_host == []
    assert visit.complaints == []


def test_the_documentation_of_the_schema_is_at_hand(visit: Visit) -> None:
    open_graphiql(visit)

    visit.page.get_by_label("Show Documentation Explorer").click()
    visit.page.get_by_text("Mutation", exact=True).first.click()

    expect(
        visit.page.locator(".graphiql-doc-explorer").get_by_text("assignOperation", exact=True)
    ).to_be_visible()
    assert visit.complaints == []


def test_a_session_that_ended_leads_to_the_login(visit: Visit) -> None:
    open_graphiql(visit)
    visit.page.context.clear_cookies(name="sessionid")

    visit.page.locator(".graphiql-execute-button").click()

    expect(visit.page.locator("#notice")).to_contain_text("Your session has ended")
    expect(visit.page.locator("#notice a")).to_have_attribute("href", "/accounts/login/?next=/graphql/")
