"""GraphiQL follows the plant: events appear as they happen, and what ends them is told."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, WebSocket, expect

from tests.browser.conftest import Visit
from tests.browser.test_graphiql import open_graphiql
from tests.databases import empty_database
from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop, open_shop
from tests.servers import free_port, server_process

NAME = "FollowPlanningEvents"
PATIENCE_MS = PATIENCE_SECONDS * 1000
QUICK_CHECKS = "login_check_seconds=1"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of its own, since the script reports quantities in it."""
    with (
        empty_database(tmp_path_factory.mktemp("shop")) as url,
        open_shop(url, LIVE_UPDATES=QUICK_CHECKS) as shop,
    ):
        yield shop


@pytest.fixture(scope="module")
def script(shop: Shop) -> Script:
    script = Script(shop.person("script"), "1372462048115913939")
    script.plan()
    return script


def open_example(visit: Visit, **variables: Any) -> None:
    """Open the example, with variables in place of its own."""
    open_graphiql(visit)
    visit.page.locator(".graphiql-tab-button").get_by_text(NAME, exact=True).click()
    expect(visit.page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text(f" {NAME}")
    editor = visit.page.locator('[aria-label="Variables"] .CodeMirror')
    editor.evaluate("(element, text) => element.CodeMirror.setValue(text)", json.dumps(variables))


def latest_event_id(shop: Shop) -> str:
    """The cursor after which the events of a test come."""
    latest: str = shop.person("planner").ask("{ latestEventId }")["latestEventId"]
    return latest


def run(visit: Visit) -> WebSocket:
    """Press the button, and return the WebSocket that the page opens."""
    with visit.page.expect_websocket() as opened:
        button(visit, "Execute").click()
    return opened.value


def button(visit: Visit, label: str) -> Locator:
    return visit.page.get_by_role("button", name=f"{label} query")


def expect_quantity(visit: Visit, quantity: int) -> dict[str, Any]:
    """Wait for the event of a report, and return it as the result pane shows it."""
    pane = visit.page.locator(".result-window .CodeMirror")
    expect(pane).to_contain_text(f'"quantity": {quantity}', timeout=PATIENCE_MS)
    event: dict[str, Any] = json.loads(pane.evaluate("e => e.CodeMirror.getValue()"))["data"][
        "planningEvents"
    ]
    return event


def test_a_report_of_the_script_appears_in_the_result_pane(visit: Visit, shop: Shop, script: Script) -> None:
    open_example(visit, after=latest_event_id(shop))

    socket = run(visit)
    script.report(41)
    first = expect_quantity(visit, 41)
    script.report(42)
    second = expect_quantity(visit, 42)

    assert socket.url == shop.base_url.replace("http:", "ws:") + "/graphql/"
    assert int(second["id"]) > int(first["id"])
    assert second["machine"]["name"] == "Lathe 1"
    assert second["machine"]["current"]["operation"]["currentlyMadeQuantity"] == 42

    with socket.expect_event("close"):
        button(visit, "Stop").click()
    expect(button(visit, "Execute")).to_be_visible()
    assert visit.left_the_host == []
    assert visit.complaints == []


def test_a_query_runs_after_a_subscription_was_stopped(visit: Visit, shop: Shop, script: Script) -> None:
    open_example(visit, after=latest_event_id(shop))
    run(visit)
    script.report(51)
    expect_quantity(visit, 51)

    button(visit, "Stop").click()
    visit.page.locator(".graphiql-tab-button").get_by_text("Plant", exact=True).click()
    expect(visit.page.locator(".graphiql-query-editor .CodeMirror-code")).to_contain_text(" Plant")
    button(visit, "Execute").click()

    expect(visit.page.locator(".result-window .CodeMirror")).to_contain_text('"poolSize"')
    assert visit.complaints == []


def test_a_cursor_that_the_log_does_not_know_ends_the_subscription_in_words(visit: Visit) -> None:
    open_example(visit, after="999999999")

    run(visit)

    expect(visit.page.locator(".result-window .CodeMirror")).to_contain_text('"CURSOR_EXPIRED"')
    expect(button(visit, "Execute")).to_be_visible()
    assert visit.complaints == []


def test_errors_of_a_subscription_are_shown(visit: Visit) -> None:
    open_example(visit, after="yesterday")

    run(visit)

    expect(visit.page.locator(".result-window .CodeMirror")).to_contain_text('"errors"')
    expect(button(visit, "Execute")).to_be_visible()
    assert visit.complaints == []


def test_logging_out_elsewhere_ends_the_subscription_and_leads_to_the_login(
    visit: Visit, shop: Shop, script: Script
) -> None:
    open_example(visit, after=latest_event_id(shop))
    run(visit)
    script.report(61)
    event = expect_quantity(visit, 61)

    elsewhere = visit.page.context.new_page()
    elsewhere.goto(shop.base_url + "/graphql/")
    elsewhere.get_by_role("button", name="Log out", exact=True).click()

    expect(visit.page.locator("#notice")).to_contain_text("You are no longer logged in", timeout=PATIENCE_MS)
    expect(visit.page.locator("#notice a")).to_have_attribute("href", "/accounts/login/?next=/graphql/")
    expect(button(visit, "Execute")).to_be_visible()
    assert expect_quantity(visit, 61) == event, "the last event stays in sight"
    assert visit.complaints == []


def test_who_is_not_logged_in_is_led_to_the_login_at_once(visit: Visit) -> None:
    open_example(visit, after=None)
    visit.page.context.clear_cookies(name="sessionid")

    run(visit)

    expect(visit.page.locator("#notice")).to_contain_text("Your session has ended")
    expect(visit.page.locator(".result-window .CodeMirror")).to_contain_text("Your session has ended")
    expect(visit.page.locator("#notice a")).to_have_attribute("href", "/accounts/login/?next=/graphql/")


def test_a_subscription_goes_on_after_the_server_restarted(visit: Visit, shop: Shop, script: Script) -> None:
    port = free_port()
    visit.shop = replace(shop, base_url=f"http://127.0.0.1:{port}")
    with ExitStack() as first:
        first.enter_context(server_process(shop.environment, port=port))
        open_example(visit, after=latest_event_id(shop))
        run(visit)
        script.report(71)
        expect_quantity(visit, 71)
    expect(visit.page.locator("#notice")).to_contain_text("The connection was lost. Trying again.")

    with server_process(shop.environment, port=port):
        expect(visit.page.locator("#notice")).to_contain_text("is back", timeout=PATIENCE_MS)
        script.report(72)
        expect_quantity(visit, 72)
        button(visit, "Stop").click()

        expect(visit.page.locator("#notice")).to_be_hidden()
