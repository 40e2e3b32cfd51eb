"""One machine at the planner's desk: finding an operation, deciding, and what becomes of a decision."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.machine_plant import (
    Held,
    MachineOfShop,
    active_hit,
    assign,
    assigned,
    button,
    history,
    hits,
    machine_plant,
    panel,
    search_field,
    side,
)
from tests.end_to_end.shop import Shop

UNTAKEN: list[MachineOfShop] = []
MARK_IDLE = """
mutation($input: MarkSlotIdleInput!) { markSlotIdle(input: $input) { __typename ... on Error { message } } }
"""
SERVER_ERROR = {"error": "Something went wrong here.", "code": "server_error", "request_id": "abc123"}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """A shop of its own, since planners change it."""
    with machine_plant(tmp_path_factory.mktemp("shop")) as (shop, machines):
        UNTAKEN[:] = machines[1:]
        yield shop


@pytest.fixture
def machine(shop: Shop) -> MachineOfShop:
    """A machine that no other test changes."""
    return UNTAKEN.pop()


@pytest.fixture
def planner(visit: Visit, machine: MachineOfShop) -> Iterator[Visit]:
    """A planner who looks at the machine; whatever happens, nothing is asked of another host."""
    visit.log_in("planner", bound_for=machine.path)
    expect(panel(visit.page)).to_contain_text("Monitor's plan counts")
    yield visit
    assert visit.left_the_host == []


def tab_to(page: Page, element_id: str) -> None:
    """Press Tab until the element has the focus."""
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == element_id:
            return
    message = f"Tab does not lead to {element_id}."
    raise AssertionError(message)


def test_the_keyboard_alone_finds_an_operation_and_assigns_it_with_a_note(
    planner: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    page = planner.page

    tab_to(page, "note-CURRENT")
    page.keyboard.type("Customer waits")
    tab_to(page, "search-CURRENT")
    page.keyboard.type("wheel")
    expect(active_hit(page)).to_contain_text("Gear wheel")
    expect(search_field(page)).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")

    expect(side(page, "Planner's decision")).to_contain_text("Gear wheel")
    expect(side(page, "Planner's decision").locator(".tag")).to_have_text("Counts")
    expect(side(page, "Planner's decision")).to_contain_text("Customer waits")
    expect(side(page, "Monitor's plan").locator(".tag")).to_have_text("Does not count")
    expect(page.get_by_role("heading", name="Current", exact=True)).to_be_focused()
    expect(page.get_by_label("Why, for other people").first).to_have_value("")
    assert assigned(shop, machine) == [("current", "9-Gear wheel")]
    assert planner.complaints == []


def test_arrows_choose_another_hit_and_escape_leaves(
    planner: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    page = planner.page

    search_field(page, "Next").fill("bearing")
    expect(active_hit(page)).to_contain_text("Bearing cap 00")
    expect(page.get_by_text("20 of 30: type more words.")).to_be_visible()
    page.keyboard.press("ArrowUp")
    expect(active_hit(page)).to_contain_text("Bearing cap 19")
    expect(active_hit(page)).to_be_in_viewport()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(hits(page)).to_have_count(0)
    assert assigned(shop, machine) == []
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(side(page, "Planner's decision", "Next")).to_contain_text("Bearing cap 01")
    assert assigned(shop, machine) == [("next", "1356903283169489901")]
    assert planner.complaints == []


@pytest.mark.parametrize("words", ["b-07", "169489907", "CAP 07"])
def test_an_operation_is_found_by_name_report_number_and_id(planner: Visit, words: str) -> None:
    search_field(planner.page).fill(words)

    expect(hits(planner.page)).to_have_count(1)
    expect(hits(planner.page)).to_contain_text("Bearing cap 07")
    expect(hits(planner.page)).to_contain_text("1356903283169489907 · 10 parts planned")


def test_an_operation_that_is_in_another_slot_is_marked_and_can_be_taken(planner: Visit) -> None:
    page = planner.page
    assign(page, "Nozzle", "Next")
    expect(side(page, "Planner's decision", "Next")).to_contain_text("Nozzle")

    search_field(page).fill("Nozzle")

    expect(hits(page)).to_contain_text("Already on")
    expect(hits(page)).to_contain_text(", next")
    hits(page).click()
    expect(side(page, "Planner's decision")).to_contain_text("Nozzle")
    expect(page.get_by_text("This operation is also in another slot.")).to_be_visible()


def test_words_that_nothing_has_are_told(planner: Visit) -> None:
    search_field(planner.page).fill("unobtainium")

    expect(planner.page.get_by_text("No operation in the pool has all these words.")).to_be_visible()
    planner.page.keyboard.press("Enter")
    expect(panel(planner.page)).to_contain_text("Monitor's plan counts")


def test_a_late_answer_never_overwrites_the_answer_to_newer_words(planner: Visit) -> None:
    page = planner.page
    held = Held(planner, "SearchPool", search="bearing")

    search_field(page).fill("bearing")
    late = held.wait()
    expect(page.get_by_text("Searching…")).to_be_visible()
    search_field(page).fill("valve")
    expect(hits(page)).to_have_text(["Valve body9-Valve body · 1,500 parts planned · 16MnCr5"])
    late.continue_()
    page.wait_for_timeout(500)

    expect(hits(page)).to_have_count(1)
    expect(active_hit(page)).to_contain_text("Valve body")


def test_a_search_that_failed_says_why_and_can_be_repeated(planner: Visit) -> None:
    page = planner.page
    held = Held(planner, "SearchPool")
    search_field(page).fill("valve")
    held.wait().fulfill(status=500, json=SERVER_ERROR)
    expect(page.get_by_text("The search failed. The server answered 500")).to_be_visible()
    expect(page.get_by_text("abc123")).to_be_visible()

    held.stop()
    page.keyboard.press("Enter")

    expect(active_hit(page)).to_contain_text("Valve body")


def test_a_save_that_failed_is_taken_back_in_sight_and_can_be_tried_again(
    planner: Visit, shop: Shop, machine: MachineOfShop
) -> None:
    page = planner.page
    page.get_by_label("Why, for other people").first.fill("Urgent")
    held = Held(planner, "AssignOperation")
    assign(page, "worm")
    request = held.wait()
    expect(side(page, "Planner's decision")).to_contain_text("Worm shaft")
    expect(side(page, "Planner's decision")).to_contain_text("Saving…")

    request.fulfill(status=500, json=SERVER_ERROR)
    notice = page.get_by_role("alert")
    expect(notice).to_contain_text(f"{machine.name}, Current: not saved. The slot is as it was.")
    expect(notice).to_contain_text("Something went wrong here.")
    expect(side(page, "Planner's decision")).to_contain_text("No planner has decided anything here.")
    assert assigned(shop, machine) == []

    held.stop()
    notice.get_by_role("button", name="Try again").click()
    expect(side(page, "Planner's decision")).to_contain_text("Worm shaft")
    expect(side(page, "Planner's decision")).to_contain_text("Urgent")
    assert assigned(shop, machine) == [("current", "9-Worm shaft")]


@pytest.mark.parametrize(
    ("way_out", "verdict", "expected"),
    [
        ("Keep what is there now", "nothing runs here, whatever Monitor plans", []),
        ("Set mine all the same", "counts, not Monitor's plan", [("current", "9-Gear wheel")]),
    ],
)
def test_of_two_planners_the_slower_is_told_who_did_what_and_chooses(
    planner: Visit,
    shop: Shop,
    machine: MachineOfShop,
    browser: Browser,
    way_out: str,
    verdict: str,
    expected: list[tuple[str, str]],
) -> None:
    held = Held(planner, "AssignOperation")
    assign(planner.page, "gear")
    mine = held.wait()
    with browser.new_context() as context:
        faster = Visit(shop=shop, page=context.new_page())
        faster.log_in("admin", bound_for=machine.path)
        button(faster.page, "Mark idle").click()
        expect(side(faster.page, "Planner's decision")).to_contain_text("admin")

    held.stop()
    mine.continue_()

    dialog = planner.page.get_by_role("dialog", name=f"{machine.name}, Current was changed meanwhile")
    expect(dialog).to_contain_text("admin changed it")
    expect(dialog).to_contain_text("Idle")
    expect(dialog).to_contain_text("You wanted: Gear wheel. It was not saved.")
    dialog.get_by_role("button", name=way_out).click()
    expect(dialog).to_be_hidden()
    expect(panel(planner.page)).to_contain_text(verdict)
    expect(planner.page.get_by_role("heading", name="Current", exact=True)).to_be_focused()
    assert assigned(shop, machine) == expected
    assert planner.complaints == []


def test_idle_undone_and_back_to_monitors_plan(planner: Visit, shop: Shop, machine: MachineOfShop) -> None:
    page = planner.page
    assign(page, "nozzle")
    expect(side(page, "Planner's decision")).to_contain_text("Nozzle")

    button(page, "Mark idle").click()
    expect(panel(page)).to_contain_text("nothing runs here, whatever Monitor plans")
    expect(button(page, "Mark idle")).to_have_count(0)
    assert assigned(shop, machine) == []

    page.get_by_role("button", name="Undo").click()
    expect(side(page, "Planner's decision")).to_contain_text("Nozzle")
    assert assigned(shop, machine) == [("current", "9-Nozzle")]

    button(page, "Back to Monitor's plan").click()
    expect(panel(page)).to_contain_text("Monitor's plan counts")
    expect(button(page, "Back to Monitor's plan")).to_have_count(0)
    assert assigned(shop, machine) == []
    expect(history(page).first).to_contain_text("Given back to Monitor's plan. Before: Nozzle.")
    assert planner.complaints == []


def test_setup_is_set_and_shown_as_waiting_until_it_is_so(planner: Visit) -> None:
    page = planner.page
    held = Held(planner, "SetOperationSetup")
    expect(side(page, "Monitor's plan")).to_contain_text("Running")

    button(page, "Set to setup").click()
    request = held.wait()
    expect(side(page, "Monitor's plan").locator(".setup")).to_contain_text("Setup")
    expect(side(page, "Monitor's plan")).to_contain_text("Saving…")
    held.stop()
    request.continue_()

    expect(button(page, "Set to running")).to_be_visible()
    expect(side(page, "Monitor's plan")).not_to_contain_text("Saving…")
    expect(history(page).first).to_contain_text("went into setup.")
    assert planner.complaints == []


def test_setup_that_was_not_saved_is_as_it_was(planner: Visit) -> None:
    page = planner.page
    held = Held(planner, "SetOperationSetup")

    button(page, "Set to setup").click()
    held.wait().fulfill(status=500, json=SERVER_ERROR)

    expect(page.get_by_role("alert")).to_contain_text("Setup or running is as it was.")
    expect(page.get_by_role("alert")).to_contain_text("Something went wrong here.")
    expect(button(page, "Set to setup")).to_be_visible()
