"""Every machine at a glance, at the planner's desk: what runs, whose plan it is, and giving it back to Monitor."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.plants import small_plant
from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop
from tests.servers import free_port, server_process

PLANNING = "/monitoring/planning/"
PATIENCE_MS = PATIENCE_SECONDS * 1000
ASSIGN = """
mutation($input: AssignOperationInput!) { assignOperation(input: $input) { __typename ... on Error { message } } }
"""


@pytest.fixture
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of each test's own, since planners change it."""
    with small_plant(tmp_path_factory.mktemp("shop"), LIVE_UPDATES="login_check_seconds=1") as shop:
        yield shop


@pytest.fixture
def planner(visit: Visit) -> Visit:
    """A planner who looks at the machines."""
    visit.log_in("planner", bound_for=PLANNING)
    expect(row(visit.page, "Lathe 1")).to_be_visible()
    return visit


def row(page: Page, machine: str) -> Locator:
    return page.get_by_role("row", name=re.compile(machine))


def slot(page: Page, machine: str, name: str) -> Locator:
    return row(page, machine).locator(f'td[data-label="{name}"]')


def machines(page: Page) -> list[str]:
    """The machines that are listed, in their order."""
    return page.locator('th[scope="row"] a').all_inner_texts()


def assign(shop: Shop, machine_pk: int, operation: str, *, slot: str = "CURRENT") -> None:
    """Another planner puts an operation of the pool into a slot."""
    other = shop.person("admin")
    found = other.ask(
        "query($search: String!) { operationPool(search: $search) { items { id } } }", search=operation
    )
    change = {
        "machinePk": machine_pk,
        "operationType": slot,
        "operationId": found["operationPool"]["items"][0]["id"],
    }
    assert other.ask(ASSIGN, input=change)["assignOperation"]["__typename"] == "AssignOperationSuccess"


@contextmanager
def held_back(page: Page, operation: str) -> Iterator[None]:
    """Hold an operation's request back until the block is left."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if f"mutation {operation}" in (route.request.post_data or ""):
            held.append(route)
        else:
            route.fallback()

    page.route("**/graphql/", hold)
    yield
    for route in held:
        route.continue_()
    page.unroute("**/graphql/", hold)


def test_each_slot_says_what_it_holds_and_whose_decision_that_is(planner: Visit) -> None:
    page = planner.page

    assert machines(page) == ["Lathe 1", "Mill 2", "Saw 3"]
    expect(slot(page, "Lathe 1", "Current")).to_contain_text("Flange")
    expect(slot(page, "Lathe 1", "Current")).to_contain_text("Running")
    expect(slot(page, "Lathe 1", "Current")).to_contain_text("Monitor's plan")
    expect(slot(page, "Lathe 1", "Current")).to_contain_text("40 of 200 · 20%")
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Bolt M8")
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Planner planner, instead of Shaft")
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Customer waits")
    expect(slot(page, "Mill 2", "Next")).to_contain_text("Idle")
    expect(slot(page, "Saw 3", "Current")).to_contain_text("Nothing planned")
    expect(page.locator(".connection")).to_have_text("Live")
    assert planner.complaints == []
    assert planner.left_the_host == []


def test_filters_and_order_choose_machines_and_survive_a_reload(planner: Visit) -> None:
    page = planner.page

    page.get_by_label("Show").select_option("With a planner's decision")
    assert machines(page) == ["Mill 2"]
    page.get_by_label("Show").select_option("All machines")
    page.get_by_label("Order").select_option("Most of the parts made first")
    assert machines(page) == ["Lathe 1", "Mill 2", "Old press", "Saw 3"]
    page.get_by_label("Find a machine or an operation").fill("bolt m8")
    assert machines(page) == ["Mill 2"]

    page.reload()

    expect(row(page, "Mill 2")).to_be_visible()
    assert machines(page) == ["Mill 2"]
    expect(page.get_by_label("Order")).to_have_value("progress")


def test_what_another_planner_does_appears_by_itself(planner: Visit) -> None:
    assign(planner.shop, 1, "Valve body", slot="NEXT")

    expect(slot(planner.page, "Lathe 1", "Next")).to_contain_text("Valve body")
    expect(slot(planner.page, "Lathe 1", "Next")).to_contain_text("Planner admin")


def test_progress_moves_while_the_script_reports(planner: Visit) -> None:
    script = Script(planner.shop.person("script"), "1372462048115913939")

    for made in (41, 150):
        script.report(made).raise_for_status()

        expect(slot(planner.page, "Lathe 1", "Current")).to_contain_text(f"{made} of 200")


def test_a_selection_goes_back_to_monitors_plan_and_can_be_brought_back(planner: Visit) -> None:
    page = planner.page

    page.get_by_label("Choose Mill 2").check()
    expect(page.get_by_text("1 machine with 2 decisions of planners")).to_be_visible()
    page.get_by_role("button", name="Back to Monitor's plan").click()

    expect(page.get_by_text("2 slots are back to Monitor's plan.")).to_be_visible()
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Shaft")
    expect(slot(page, "Mill 2", "Next")).to_contain_text("Nothing planned")
    assert planner.shop.person("script").get("/monitoring/api/manual-assignments/").json() == {
        "assignments": []
    }

    page.get_by_role("button", name="Undo").click()

    expect(slot(page, "Mill 2", "Current")).to_contain_text("Bolt M8")
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Customer waits")
    expect(slot(page, "Mill 2", "Next")).to_contain_text("Idle")


def test_a_slot_that_somebody_changed_meanwhile_is_left_and_named(planner: Visit) -> None:
    page = planner.page
    page.get_by_label("Choose Mill 2").check()
    with held_back(page, "ClearSlots"):
        page.get_by_role("button", name="Back to Monitor's plan").click()
        expect(slot(page, "Mill 2", "Current")).to_contain_text("Saving…")
        assign(planner.shop, 2, "Valve body")

    expect(page.get_by_text("Mill 2, Current: left as it is, somebody changed it meanwhile.")).to_be_visible()
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Valve body")
    expect(slot(page, "Mill 2", "Next")).to_contain_text("Nothing planned")


def test_a_save_that_fails_leaves_the_slots_as_they_were_and_says_so(planner: Visit) -> None:
    page = planner.page
    page.route(
        "**/graphql/", lambda route: route.fulfill(status=503, json={"error": "The database is away."})
    )

    page.get_by_label("Choose Mill 2").check()
    page.get_by_role("button", name="Back to Monitor's plan").click()

    expect(page.get_by_role("alert")).to_contain_text("Nothing was saved. The slots are as they were.")
    expect(page.get_by_role("alert")).to_contain_text("The database is away.")
    expect(slot(page, "Mill 2", "Current")).to_contain_text("Bolt M8")
    expect(slot(page, "Mill 2", "Next")).to_contain_text("Idle")


def test_a_viewer_sees_everything_and_no_button_that_would_fail(visit: Visit) -> None:
    visit.log_in("viewer", bound_for=PLANNING)

    expect(row(visit.page, "Mill 2")).to_contain_text("Bolt M8")
    expect(visit.page.get_by_role("checkbox")).to_have_count(0)
    expect(visit.page.locator("#screen").get_by_role("button")).to_have_count(0)


def test_the_screen_recovers_from_a_restart_and_shows_what_it_missed(visit: Visit, shop: Shop) -> None:
    port = free_port()
    visit.shop = replace(shop, base_url=f"http://127.0.0.1:{port}")
    with ExitStack() as first:
        first.enter_context(server_process(shop.environment, port=port))
        visit.log_in("planner", bound_for=PLANNING)
        expect(visit.page.locator(".connection")).to_have_text("Live")
    expect(visit.page.locator(".connection")).to_contain_text("what is shown may be old")
    assign(shop, 3, "Valve body")

    with server_process(shop.environment, port=port):
        expect(visit.page.locator(".connection")).to_have_text("Live", timeout=PATIENCE_MS)
        expect(slot(visit.page, "Saw 3", "Current")).to_contain_text("Valve body")
        visit.page.close()


def test_logging_out_elsewhere_is_told_with_the_way_back(shop: Shop, visit: Visit) -> None:
    visit.log_in("planner", bound_for=PLANNING)
    expect(row(visit.page, "Lathe 1")).to_be_visible()
    visit.page.context.clear_cookies(name="sessionid")
    shop.in_database(
        "from django.contrib.sessions.models import Session\nanswer = Session.objects.all().delete()[0]"
    )

    status = visit.page.locator(".connection")
    expect(status).to_contain_text("You are not logged in any more.", timeout=PATIENCE_MS)
    expect(status.get_by_role("link", name="Log in again")).to_have_attribute(
        "href", "/accounts/login/?next=/monitoring/planning/"
    )


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_phone_needs_no_scrolling_sideways(planner: Visit, color_scheme: Any) -> None:
    planner.page.set_viewport_size({"width": 360, "height": 740})
    planner.page.emulate_media(color_scheme=color_scheme)

    expect(slot(planner.page, "Mill 2", "Current")).to_be_visible()
    assert planner.page.evaluate("document.documentElement.scrollWidth") == 360
