"""The board on the wall: every machine in use, large enough to read from afar, on any screen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.plants import small_plant
from tests.databases import empty_database
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop, open_shop

BOARD = "/monitoring/board/"
PATIENCE_MS = PATIENCE_SECONDS * 1000
WALL = {"width": 1920, "height": 1080}
SCREENS = [(1280, 720), (1920, 1080), (3840, 2160), (1080, 1920), (1024, 768)]
PAGE_MS = 12_000

# 30 machines, with all that makes a card wide or high.
CROWDED_PLANT = """
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, mark_slot_idle
from monitoring.models import Machine, Monitor_operation
Machine.objects.all().delete()
planner = Actor(name="wilhelmina.featherstonehaugh", may_change_assignments=True, may_report=True)
for number in range(1, 31):
    kind = "Machining centre with a long name, at the far end of the hall" if number == 1 else "Mill"
    machine = Machine.objects.create(name=f"{kind} {number}")
    if number == 2:
        continue
    for slot in ("current", "next"):
        Monitor_operation.objects.create(
            monitor_operation_id=f"{number}{slot}", machine=machine, monitor_slot=slot,
            name="Bearing housing, left-hand, for the large gearbox, 20 Turning and facing", report_number="4128-7",
            quantity=None if number == 4 else 2147483646, currently_made_quantity=2147483647,
            is_in_progress=slot == "current", is_setup=number % 2 == 0,
        )
    slots = {1: OperationType, 3: [OperationType.CURRENT], 5: [OperationType.NEXT]}.get(number, [])
    for slot in slots:
        where = SlotRequest(machine_pk=machine.pk, operation_type=slot)
        mark_slot_idle(slot=where, by=planner, note="The spindle bearing is changed. " * 10)
answer = list(Machine.objects.order_by("pk").values_list("name", flat=True))
"""
# What sticks out: of the screen, of its card, or of the cards' place. Parts of a line are cut off where it ends.
STICKING_OUT = """() => {
  const room = document.querySelector(".cards-area").getBoundingClientRect();
  const parts = [...document.querySelectorAll(".machine-card, .machine-card :is(h2, p, progress, .chip)")];
  const out = parts.filter((part) => {
    const card = part.closest(".machine-card").getBoundingClientRect();
    const bounds = part.matches(".machine-card") ? room : card;
    const { bottom, right, top, left } = part.getBoundingClientRect();
    return bottom > bounds.bottom + 1 || right > bounds.right + 1 || top < bounds.top - 1 || left < bounds.left - 1;
  });
  const { scrollWidth, scrollHeight } = document.documentElement;
  const page = scrollWidth > innerWidth || scrollHeight > innerHeight ? ["the page"] : [];
  return [...page, ...out.map((part) => `${part.tagName}.${part.className}: ${part.textContent}`)];
}"""


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Nobody changes it but the script, which only visits."""
    with small_plant(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture(scope="module")
def crowded_shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with empty_database(tmp_path_factory.mktemp("crowded")) as url, open_shop(url) as shop:
        shop.in_database(CROWDED_PLANT)
        shop.person("script").get("/monitoring/api/manual-assignments/")
        yield shop


@pytest.fixture
def crowded(visit: Visit, crowded_shop: Shop) -> Page:
    """A board with more machines than fit on a screen, with a clock that can be turned."""
    visit.shop = crowded_shop
    visit.page.clock.install()
    return open_board(visit)


def open_board(visit: Visit) -> Page:
    """Switch the TV on."""
    visit.page.set_viewport_size(WALL)  # type: ignore[arg-type]
    visit.log_in("planner", bound_for=BOARD)
    expect(visit.page.locator(".machine-card").first).to_be_visible()
    return visit.page


def card(page: Page, machine: str) -> Locator:
    return page.locator(".machine-card").filter(has=page.get_by_role("heading", name=machine, exact=True))


def machines(page: Page) -> list[str]:
    """The machines in sight, in their order."""
    return page.locator(".machine-card h2").all_inner_texts()


def test_each_card_tells_what_its_machine_does_in_words(visit: Visit) -> None:
    page = open_board(visit)

    assert machines(page) == ["Lathe 1", "Mill 2", "Saw 3"]
    for text in ("Running", "Flange", "R-100", "40 / 200"):
        expect(card(page, "Lathe 1")).to_contain_text(text)
    expect(card(page, "Lathe 1").get_by_role("progressbar", name="Made")).to_have_js_property("value", 0.2)
    for text in ("Setup", "Bolt M8", "Planner planner", "0 / 10"):
        expect(card(page, "Mill 2")).to_contain_text(text)
    expect(card(page, "Mill 2").locator(".next")).to_contain_text("Idle")
    expect(card(page, "Mill 2").locator(".next")).to_contain_text("Planner planner")
    expect(card(page, "Saw 3")).to_contain_text("Nothing planned")
    expect(page.locator(".counts")).to_contain_text("Running 1")
    expect(page.locator(".live")).to_have_text("Live")
    assert visit.complaints == []
    assert visit.left_the_host == []


def test_the_clock_shows_that_the_board_is_alive(visit: Visit) -> None:
    page = open_board(visit)
    shown = page.locator(".clock").inner_text()

    expect(page.locator(".clock")).not_to_have_text(shown, timeout=5_000)


def test_the_display_is_kept_awake_and_asked_for_again_when_it_comes_back(visit: Visit) -> None:
    visit.page.add_init_script(
        """window.asked = [];
        navigator.wakeLock.request = async (kind) => { asked.push(kind); throw new DOMException("battery is low"); };"""
    )
    page = open_board(visit)

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    assert page.evaluate("asked") == ["screen", "screen"]
    assert visit.complaints == []


def test_the_silence_of_the_script_is_told_until_it_is_heard_of(visit: Visit, shop: Shop) -> None:
    visit.page.clock.install()
    page = open_board(visit)
    expect(page.locator(".script-silence")).to_have_text(
        "The Monitor script was never heard of: no quantities come in."
    )

    shop.person("script").get("/monitoring/api/manual-assignments/")
    page.clock.fast_forward(61_000)
    expect(page.locator(".script-silence")).to_have_count(0)


def test_30_machines_take_turns_and_nothing_sticks_out(crowded: Page) -> None:
    seen: list[list[str]] = []
    for number in (1, 2, 3, 1):
        expect(crowded.locator(".page")).to_have_text(f"Page {number} of 3")
        seen.append(machines(crowded))
        assert crowded.evaluate(STICKING_OUT) == []
        crowded.clock.fast_forward(PAGE_MS)

    assert sorted(name for page in seen[:3] for name in page) == sorted(
        ["Machining centre with a long name, at the far end of the hall 1"]
        + [f"Mill {number}" for number in range(2, 31)]
    )
    assert seen[3] == seen[0]


def test_who_reads_slowly_stops_the_pages(crowded: Page) -> None:
    crowded.get_by_role("button", name="Stop here").click()
    crowded.clock.fast_forward(PAGE_MS)
    expect(crowded.locator(".page")).to_have_text("Page 1 of 3")

    crowded.get_by_role("button", name="Go on").click()
    crowded.clock.fast_forward(PAGE_MS)
    expect(crowded.locator(".page")).to_have_text("Page 2 of 3")


@pytest.mark.parametrize(("width", "height"), SCREENS)
def test_nothing_sticks_out_on_any_wall(crowded: Page, width: int, height: int) -> None:
    crowded.set_viewport_size({"width": width, "height": height})
    expect(crowded.locator(".wall-fits")).to_be_visible()
    crowded.wait_for_timeout(300)

    assert crowded.evaluate(STICKING_OUT) == []
    smallest = crowded.evaluate(
        """Math.min(...[...document.querySelectorAll(".name, .operation, .finish, .next")].map(
             (part) => parseFloat(getComputedStyle(part).fontSize)))"""
    )
    assert smallest >= 0.02 * min(width, height)


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
def test_a_phone_scrolls_one_column_with_every_machine(crowded: Page, color_scheme: Any) -> None:
    crowded.emulate_media(color_scheme=color_scheme)
    crowded.set_viewport_size({"width": 360, "height": 740})

    expect(crowded.locator(".machine-card")).to_have_count(30)
    assert crowded.evaluate("document.documentElement.scrollWidth") == 360
    assert crowded.evaluate("document.documentElement.scrollHeight > 3000")
    expect(crowded.locator(".page")).to_have_count(0)


def test_reduced_motion_moves_nothing(crowded: Page) -> None:
    assert crowded.locator(".cards").evaluate("e => getComputedStyle(e).animationName") == "come-in"

    crowded.emulate_media(reduced_motion="reduce")

    assert crowded.locator(".cards").evaluate("e => getComputedStyle(e).animationName") == "none"
