"""How fast the planning screens are: `make bench-screens`.

One server process on a real PostgreSQL with 300 machines and a pool of 20,000 operations, and a real Chromium on the
same machine. The server is warm; each visit is a new browser context, which has nothing in its cache.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.chromium import chromium
from tests.databases import empty_database
from tests.end_to_end.shop import PASSWORD, Person, Shop, open_shop
from tests.graphql_api.schema.screen_documents import document
from tests.plugins.postgresql import database_url

MACHINES = 300
POOL = 20_000
REQUESTS = 40
DRAWN_BY_MS = 300
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "screens-performance.md"
PLANT = f"""
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation
from monitoring.models import Machine, Monitor_operation
machines = Machine.objects.bulk_create(Machine(name=f"Machine {{number:03d}}") for number in range({MACHINES}))
Monitor_operation.objects.bulk_create(
    Monitor_operation(
        machine=machine, monitor_operation_id=str(1372462048115913939 + 2 * machine.pk + order), monitor_slot=slot,
        name=f"Shaft {{machine.pk}}, {{slot}}", report_number=f"R-{{machine.pk}}", quantity=200,
        currently_made_quantity=machine.pk % 200, is_in_progress=slot == "current", is_setup=False,
    )
    for machine in machines for order, slot in enumerate(("current", "next"))
)
pool = Monitor_operation.objects.bulk_create(
    [
        Monitor_operation(
            monitor_operation_id=str(1356903283169489935 + number), name=f"Part {{number}} for order {{number % 977}}",
            report_number=f"P-{{number:05d}}", quantity=50, is_in_pool=True,
        )
        for number in range({POOL})
    ],
    batch_size=2_000,
)
planner = Actor(name="planner", may_change_assignments=True, may_report=True)
for machine in machines[::3]:
    slot = SlotRequest(machine_pk=machine.pk, operation_type=OperationType.CURRENT)
    assign_operation(slot=slot, operation_pk=pool[machine.pk].pk, by=planner)
answer = machines[0].pk
"""
# What a person came for is on the screen: the page notes when the first of it was drawn.
WATCH_FIRST = """
new MutationObserver((_, observer) => {
  if (!document.querySelector("%s")) return;
  observer.disconnect();
  requestAnimationFrame(() => setTimeout(() => { globalThis.firstDrawn = performance.now(); }));
}).observe(document, { childList: true, subtree: true });
"""
SEARCHES = (
    "part",
    "P-123",
    "order 42",
    "Part 777",
    "1356903283169489",
    "19999",
    "p 1 2 3",
    "nothing like it",
)


@dataclass(frozen=True)
class Screen:
    """A screen of the product, and what it is looked at for."""

    name: str
    path: str
    sought: str


def main() -> None:
    """Measure and print; `--write` makes the document of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=9, help="to each screen")
    parser.add_argument("--write", action="store_true", help=f"write docs/{DOCUMENT.name}")
    options = parser.parse_args()
    with database_url() as url, tempfile.TemporaryDirectory(prefix="bench-") as directory:
        os.environ["DATABASE_URL"] = url
        text = measured_document(Path(directory), visits=options.visits)
    print(text)
    if options.write:
        DOCUMENT.write_text(text, encoding="utf-8")


def measured_document(directory: Path, *, visits: int) -> str:
    """Everything that is measured, as a document."""
    with large_plant(directory) as (shop, machine_pk):
        screens = (
            Screen("planning", "/monitoring/planning/", "tbody tr"),
            Screen("one machine", f"/monitoring/planning/{machine_pk}/", ".slot-panel"),
            Screen("board", "/monitoring/board/", ".machine-card"),
        )
        with chromium() as browser:
            drawn = {screen.name: first_drawn(browser, shop, screen, visits) for screen in screens}
        planner = shop.person("planner")
        asked = {name: timed(planner, *question) for name, question in questions(machine_pk).items()}
    head = f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}."
    parts = [
        "# Planning screens: what was measured",
        __doc__ or "",
        head,
        "## From opening a screen to the first of its data on it",
        table("screen", drawn),
        "## From a request to the end of its answer",
        table("request", asked),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


@contextmanager
def large_plant(directory: Path) -> Iterator[tuple[Shop, int]]:
    """A served plant of the size above, and the key of one of its machines."""
    with empty_database(directory) as url, open_shop(url, LOG_LEVEL="WARNING") as shop:
        yield shop, shop.in_database(PLANT)


def first_drawn(browser: Browser, shop: Shop, screen: Screen, visits: int) -> list[float]:
    """Milliseconds from the navigation's start to the first of the data on the screen, visit by visit."""
    return [first_drawn_once(browser, shop, screen) for _ in range(visits + 1)][1:]


def first_drawn_once(browser: Browser, shop: Shop, screen: Screen) -> float:
    context = browser.new_context(viewport={"width": 1920, "height": 1080})
    page = context.new_page()
    log_in(page, shop)
    page.add_init_script(WATCH_FIRST % screen.sought)
    page.goto(shop.base_url + screen.path)
    page.locator(screen.sought).first.wait_for()
    # The browser draws after that; to wait by a function of the page, its policy would have to allow `eval`.
    page.wait_for_timeout(DRAWN_BY_MS)
    moment: float = page.evaluate("globalThis.firstDrawn")
    context.close()
    return moment


def log_in(page: Page, shop: Shop) -> None:
    page.goto(f"{shop.base_url}/accounts/login/")
    page.fill("#id_username", "planner")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(f"{shop.base_url}/")


def questions(machine_pk: int) -> dict[str, tuple[str, list[dict[str, object]]]]:
    """What the screens ask, with the values that are tried in turn."""
    return {
        "the whole plant": ("LoadPlant", [{}]),
        "one machine": ("LoadMachine", [{"pk": machine_pk}]),
        "a search in the pool": ("SearchPool", [{"search": words} for words in SEARCHES]),
    }


def timed(planner: Person, name: str, values: list[dict[str, object]]) -> list[float]:
    """Milliseconds for each of some requests, after one of each kind."""
    asked = document(name)
    for one in values:
        planner.ask(asked, **one)
    return [milliseconds(planner, asked, values[number % len(values)]) for number in range(REQUESTS)]


def milliseconds(planner: Person, asked: str, values: dict[str, object]) -> float:
    started = time.perf_counter()
    planner.ask(asked, **values)
    return 1_000 * (time.perf_counter() - started)


def table(what: str, measured: dict[str, list[float]]) -> str:
    """Median, 90th percentile and worst of each."""
    rows = [
        f"| {name} | {statistics.median(one):.0f} ms | {statistics.quantiles(one, n=10, method='inclusive')[8]:.0f} ms "
        f"| {max(one):.0f} ms | {len(one)} |"
        for name, one in measured.items()
    ]
    return "\n".join([f"| {what} | median | p90 | worst | times |", "|---" * 5 + "|", *rows])


if __name__ == "__main__":
    main()
