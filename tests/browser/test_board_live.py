"""The board on the wall goes on for days: it follows the plant, says when it cannot, and comes back by itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.plants import small_plant
from tests.browser.test_board import BOARD, PATIENCE_MS, card, open_board
from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import Shop
from tests.servers import free_port, server_process

FLANGE = "1372462048115913939"
SEARCH = "query($search: String!) { operationPool(search: $search) { items { id } } }"
ASSIGN = "mutation($input: AssignOperationInput!) { assignOperation(input: $input) { __typename } }"
CLEAR = "mutation($input: ClearSlotInput!) { clearSlot(input: $input) { __typename } }"
EVENTS = 500
# Longer than the board waits between two looks at its own page, shorter than what it takes for a sleep.
LOOK_MS = 21_000


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with small_plant(tmp_path_factory.mktemp("shop"), LIVE_UPDATES="login_check_seconds=1") as shop:
        yield shop


@pytest.fixture(scope="module")
def script(shop: Shop) -> Script:
    script = Script(shop.person("script"), FLANGE)
    script.plan()
    return script


@dataclass
class Outage:
    """A board in front of a server that can be stopped and started again."""

    page: Page
    shop: Shop
    port: int

    @contextmanager
    def over(self) -> Iterator[None]:
        """Start the server again where it was, until the board is gone."""
        with server_process(self.shop.environment, port=self.port):
            yield
            self.page.close()


def stop_the_server(visit: Visit) -> Outage:
    """Open a board at a server of its own, which then goes away."""
    shop, port = visit.shop, free_port()
    visit.shop = replace(shop, base_url=f"http://127.0.0.1:{port}")
    with ExitStack() as first:
        first.enter_context(server_process(shop.environment, port=port))
        page = open_board(visit)
        expect(page.locator(".live")).to_have_text("Live")
    return Outage(page, shop, port)


def banner(page: Page) -> Locator:
    return page.get_by_role("alert")


def test_progress_moves_while_the_script_reports(visit: Visit, script: Script) -> None:
    page = open_board(visit)
    page.evaluate("window.isThisPage = true")

    for made in (41, 25_000, 100_001):
        script.report(made).raise_for_status()
        expect(card(page, "Lathe 1")).to_contain_text(f"{made:,} / 100,000")

    expect(card(page, "Lathe 1")).to_contain_text("More than planned")
    assert page.evaluate("isThisPage")
    assert visit.complaints == []


def test_an_override_stands_out_and_goes(visit: Visit, shop: Shop) -> None:
    page = open_board(visit)
    other, slot = shop.person("admin"), {"machinePk": 3, "operationType": "CURRENT"}
    saw = card(page, "Saw 3")
    expect(saw).not_to_have_class("machine-overridden")

    operation = other.ask(SEARCH, search="Valve body")["operationPool"]["items"][0]["id"]
    other.ask(ASSIGN, input=slot | {"operationId": operation})
    expect(saw).to_contain_text("Valve body")
    expect(saw.locator(".chip-planner")).to_have_text("Planner admin")

    other.ask(CLEAR, input=slot)
    expect(saw).to_contain_text("Nothing planned")
    expect(saw.locator(".chip-planner")).to_have_count(0)
    assert visit.complaints == []


def test_a_board_that_lost_its_server_says_so_loudly_and_recovers(visit: Visit, script: Script) -> None:
    outage = stop_the_server(visit)
    page = outage.page
    expect(page.locator(".live")).to_have_text("Connecting again…")
    expect(banner(page)).to_contain_text("NOT LIVE since", timeout=PATIENCE_MS)
    expect(banner(page)).to_contain_text("what is shown may be old")
    expect(page.locator(".stale-reason")).to_contain_text("The server cannot be reached.")
    expect(page.locator(".wall-stale").locator(card(page, "Lathe 1"))).to_contain_text("Flange")
    expect(page.locator(".live")).to_have_count(0)
    script.report(4_711).raise_for_status()

    with outage.over():
        expect(page.locator(".live")).to_have_text("Live", timeout=PATIENCE_MS)
        expect(card(page, "Lathe 1")).to_contain_text("4,711 / 100,000")
        expect(banner(page)).to_be_empty()
        expect(page.locator(".wall-stale")).to_have_count(0)


def test_a_board_that_never_had_a_server_claims_nothing(visit: Visit) -> None:
    visit.page.route("**/graphql/", lambda route: route.fulfill(status=503, json={"error": "Starting."}))
    visit.log_in("planner", bound_for=BOARD)

    expect(banner(visit.page)).to_contain_text("NOT LIVE — there is nothing to show yet", timeout=PATIENCE_MS)
    expect(visit.page.locator(".stale-reason")).to_contain_text("Starting.")


def test_a_deployment_renews_an_open_board_once(visit: Visit) -> None:
    visit.page.clock.install()
    outage = stop_the_server(visit)
    page = outage.page
    looks = deploy_another_front_end(page)
    loads: list[str] = []
    page.on("load", lambda _: loads.append(page.url))

    with outage.over():
        expect(page.locator(".live")).to_have_text("Live", timeout=PATIENCE_MS)
        with page.expect_event("load"):
            page.clock.fast_forward(LOOK_MS)
        for _ in range(3):
            expect(page.locator(".live")).to_have_text("Live")
            page.clock.fast_forward(LOOK_MS)

        expect(card(page, "Lathe 1")).to_be_visible()
        assert (len(loads), len(looks)) == (1, 1)


def deploy_another_front_end(page: Page) -> list[str]:
    """Let the board find another script in its own page, and return the addresses at which it looked."""
    looks: list[str] = []

    def answer(route: Route) -> None:
        if route.request.resource_type != "fetch":
            route.fallback()
            return
        looks.append(route.request.url)
        response = route.fetch()
        route.fulfill(response=response, body=response.text().replace("board/board.js", "board/board.2.js"))

    page.route(f"**{BOARD}", answer)
    return looks


def test_logging_out_elsewhere_is_told_and_logging_in_brings_the_board_back(visit: Visit, shop: Shop) -> None:
    visit.page.clock.install()
    page = open_board(visit)
    elsewhere = page.context.new_page()
    elsewhere.goto(shop.base_url + "/")
    elsewhere.get_by_role("button", name="Log out", exact=True).click()

    expect(banner(page)).to_contain_text("NOT LIVE since", timeout=PATIENCE_MS)
    expect(page.locator(".stale-reason")).to_contain_text("You are not logged in any more.")
    expect(page.get_by_role("link", name="Log in again")).to_have_attribute(
        "href", "/accounts/login/?next=/monitoring/board/"
    )
    assert visit.complaints == []

    Visit(shop=shop, page=elsewhere).log_in("planner", bound_for="/monitoring/planning/")
    expect(elsewhere.get_by_role("row", name="Lathe 1")).to_be_visible()
    page.clock.fast_forward(LOOK_MS)

    expect(page.locator(".live")).to_have_text("Live", timeout=PATIENCE_MS)


def test_days_of_events_leave_no_trace_in_the_browser(visit: Visit, script: Script) -> None:
    page = open_board(visit)
    report(page, script, range(1, 51))
    before = counts(page)

    report(page, script, range(51, 51 + EVENTS))

    after = counts(page)
    assert {name: after[name] - before[name] for name in ("Nodes", "JSEventListeners")} == {
        "Nodes": 0,
        "JSEventListeners": 0,
    }
    assert after["JSHeapUsedSize"] < before["JSHeapUsedSize"] + 500_000
    assert visit.complaints == []


def report(page: Page, script: Script, totals: range) -> None:
    """Let the script report these totals one after another, and wait until the board shows the last."""
    for made in totals:
        script.report(made).raise_for_status()
    expect(card(page, "Lathe 1")).to_contain_text(f"{totals[-1]:,} / 100,000", timeout=PATIENCE_MS)


def counts(page: Page) -> dict[str, float]:
    """What the page holds, once all garbage is collected."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")
    session.send("HeapProfiler.collectGarbage")
    metrics = session.send("Performance.getMetrics")["metrics"]
    session.detach()
    return {metric["name"]: metric["value"] for metric in metrics}
