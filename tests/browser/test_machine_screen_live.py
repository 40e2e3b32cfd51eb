"""One machine as it goes on: parts that come in, what happened, and who may only look."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.conftest import Visit
from tests.browser.machine_plant import (
    MachineOfShop,
    assign,
    assigned,
    button,
    history,
    hits,
    machine_plant,
    panel,
    plan,
    search_field,
    side,
)
from tests.end_to_end.live.reporting import Script
from tests.end_to_end.shop import Shop

MACHINES: list[MachineOfShop] = []
PHONE: ViewportSize = {"width": 360, "height": 740}
# Thirty decisions, each with its end: more than a first page of the history.
MANY_DECISIONS = """
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, clear_slot, mark_slot_idle
planner = Actor(name="planner", may_change_assignments=True, may_report=True)
slot = SlotRequest(machine_pk={machine_pk}, operation_type=OperationType.NEXT)
for number in range(30):
    mark_slot_idle(slot=slot, by=planner, note=f"Break {{number}}")
    clear_slot(slot=slot, by=planner)
answer = None
"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of its own, since planners and the script change it."""
    with machine_plant(tmp_path_factory.mktemp("shop")) as (shop, machines):
        MACHINES[:] = machines
        yield shop


@pytest.fixture
def machine(shop: Shop) -> MachineOfShop:
    """A machine that no other test changes."""
    return MACHINES.pop()


def curve(page: Page, *, unlike: str = "") -> str:
    """The picture of the curve, once it is another one than before."""
    drawn = """old => {
        const picture = document.querySelector("canvas").toDataURL();
        return picture !== old && picture;
    }"""
    picture: str = page.wait_for_function(drawn, arg=unlike).json_value()
    return picture


def scrolls_sideways(page: Page) -> bool:
    root = page.locator("html")
    return bool(root.evaluate("root => root.scrollWidth > root.clientWidth"))


def test_parts_and_their_curve_move_as_the_script_reports(visit: Visit, shop: Shop) -> None:
    script = Script(shop.person("script"), "1372462048115913939")
    script.plan()
    visit.log_in("planner", bound_for=MACHINES[0].path)
    page = visit.page
    expect(panel(page)).to_contain_text("No parts were reported yet")

    script.report(5)
    expect(side(page, "Monitor's plan")).to_contain_text("5 of 100,000")
    expect(panel(page)).to_contain_text("Only one report yet")
    expect(page.locator("canvas")).to_have_count(0)
    script.report(9)
    expect(page.get_by_role("img", name="Curve of Flange from 2 reports: 9 of 100,000 made.")).to_be_visible()
    expect(panel(page)).to_contain_text("Planned: 100,000")
    script.report(1_234)

    page.get_by_text("3 reports as a table").click()
    expect(panel(page).locator("tbody td:last-child")).to_have_text(["1,234", "9", "5"])
    expect(side(page, "Monitor's plan")).to_contain_text("1,234 of 100,000")
    expect(history(page).first).to_contain_text("Flange: 1,234 parts, 9 before.")
    expect(history(page).first).to_contain_text("2 reports before it")
    assert visit.complaints == []
    assert visit.left_the_host == []


def test_the_curve_follows_colours_and_width(visit: Visit, shop: Shop) -> None:
    script = Script(shop.person("script"), "1372462048115913940")
    script.plan()
    for made in (5, 9):
        script.report(made)
    page = visit.page
    page.emulate_media(color_scheme="light")
    visit.log_in("planner", bound_for=MACHINES[0].path)
    expect(page.locator("canvas")).to_be_visible()
    light = curve(page)

    page.emulate_media(color_scheme="dark")
    dark = curve(page, unlike=light)
    page.set_viewport_size(PHONE)
    curve(page, unlike=dark)

    expect(page.locator(".uplot")).to_have_css("width", re.compile(r"^[23]\d\dpx$"))
    assert not scrolls_sideways(page)
    assert visit.complaints == []


def test_an_override_that_monitor_ended_is_set_again_from_the_history(
    visit: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    visit.log_in("planner", bound_for=machine.path)
    page = visit.page
    assign(page, "gear")
    expect(side(page, "Planner's decision")).to_contain_text("Gear wheel")

    plan(shop, machine, "8001", name="Other part")
    expect(panel(page)).to_contain_text("Monitor's plan counts")
    ended = history(page).filter(has_text="Ended because")
    expect(ended).to_contain_text(
        f"Ended because Monitor moved from {7000 + machine.pk} to 8001: Gear wheel."
    )
    expect(ended).to_contain_text("script")
    expect(history(page).nth(1)).to_contain_text("Monitor plans Other part now.")
    assert assigned(shop, machine) == []

    ended.get_by_role("button", name="Set again").click()

    expect(side(page, "Planner's decision").locator(".tag")).to_have_text("Counts")
    expect(side(page, "Planner's decision")).to_contain_text("Gear wheel")
    expect(side(page, "Monitor's plan")).to_contain_text("Other part")
    expect(history(page).first).to_contain_text("Assigned: Gear wheel.")
    assert assigned(shop, machine) == [("current", "9-Gear wheel")]
    assert visit.complaints == []


def test_what_was_there_before_an_event_can_be_put_back(
    visit: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    visit.log_in("planner", bound_for=machine.path)
    page = visit.page
    assign(page, "worm")
    expect(history(page).first).to_contain_text("Assigned: Worm shaft.")
    button(page, "Mark idle").click()
    expect(history(page).first).to_contain_text("Marked idle. Before: Worm shaft.")

    history(page).first.get_by_role("button", name="Put back what was there").click()

    expect(side(page, "Planner's decision")).to_contain_text("Worm shaft")
    assert assigned(shop, machine) == [("current", "9-Worm shaft")]
    assert visit.complaints == []


def test_older_events_are_shown_on_demand(visit: Visit, shop: Shop, machine: MachineOfShop) -> None:
    shop.in_database(MANY_DECISIONS.format(machine_pk=machine.pk))
    visit.log_in("planner", bound_for=machine.path)
    page = visit.page
    expect(history(page)).to_have_count(50)
    expect(page.get_by_text("“Break 29”")).to_be_visible()
    expect(page.get_by_text("“Break 0”")).to_have_count(0)

    page.get_by_role("button", name="Show older").click()

    expect(history(page)).to_have_count(60)
    expect(page.get_by_text("“Break 0”")).to_be_visible()
    expect(page.get_by_role("button", name="Show older")).to_have_count(0)
    assert visit.complaints == []


def test_everything_that_is_known_of_an_operation_is_shown(
    visit: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    plan(
        shop,
        machine,
        str(7000 + machine.pk),
        material="42CrMo4",
        location="Rack C3",
        planned_start_date="2026-01-29",
        planned_finish_date="2026-02-02",
        employee_names=["Ada", "Grace"],
        drawing_image_base64="iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
    )

    visit.log_in("planner", bound_for=machine.path)

    monitor = side(visit.page, "Monitor's plan")
    for known in (f"R-{machine.pk}", "42CrMo4", "Rack C3", "Ada and Grace", "40 of 200", "Jan 29", "Feb 2"):
        expect(monitor).to_contain_text(known)
    drawing = monitor.get_by_role("link", name="Open the drawing in a new tab")
    assert visit.page.request.get(shop.base_url + (drawing.get_attribute("href") or "")).ok
    expect(panel(visit.page)).to_contain_text("Monitor was last heard of for this slot: just now")


def test_who_may_not_change_anything_sees_everything_and_no_button(
    visit: Visit, machine: MachineOfShop
) -> None:
    visit.log_in("script", bound_for=machine.path)
    page = visit.page

    expect(panel(page)).to_contain_text(f"Planned {machine.pk}")
    expect(panel(page)).to_contain_text("Running")
    expect(page.get_by_text("Your login may not change it.")).to_be_visible()

    expect(page.locator("#screen").get_by_role("button")).to_have_count(0)
    expect(page.locator("#screen input")).to_have_count(0)
    assert visit.complaints == []


def test_a_phone_scrolls_in_one_direction(visit: Visit, machine: MachineOfShop) -> None:
    page = visit.page
    page.set_viewport_size(PHONE)
    visit.log_in("planner", bound_for=machine.path)
    assign(page, "bearing")
    expect(history(page).first).to_contain_text("Assigned")
    sideways = [scrolls_sideways(page)]

    search_field(page).fill("bearing")
    expect(hits(page)).to_have_count(20)
    sideways.append(scrolls_sideways(page))

    assert sideways == [False, False]
    assert visit.complaints == []


def test_a_machine_that_does_not_exist_is_told_with_a_way_back(visit: Visit) -> None:
    visit.log_in("planner", bound_for="/monitoring/planning/999999/")

    expect(visit.page.get_by_role("heading", name="There is no such machine.")).to_be_visible()
    visit.page.get_by_role("link", name="Go to all machines").click()

    expect(visit.page).to_have_url(visit.shop.base_url + "/monitoring/planning/")
