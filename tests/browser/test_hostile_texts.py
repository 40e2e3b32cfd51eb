"""Names, notes, reasons and drawings that hold script: read as texts on every page, run on none."""

from __future__ import annotations

import base64
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import Visit
from tests.browser.machine_plant import hits, search_field
from tests.databases import empty_database
from tests.end_to_end.shop import Shop, open_shop

# Each would set `attacked` or open a dialog, in one of the places where a text may be mistaken for something else.
SCRIPT = "<script>attacked=1</script>"
IMAGE = "<img src=x onerror=attacked=1>"
ATTRIBUTE = "\"'><svg onload=attacked=1>"
ADDRESS = "javascript:attacked=1"
ENDING = "</script></title></textarea><iframe srcdoc='<script>parent.attacked=1</script>'>"
TEMPLATE = "{{constructor.constructor('attacked=1')()}}${attacked=1}"
TEXTS = [SCRIPT, IMAGE, ATTRIBUTE, ADDRESS, ENDING, TEMPLATE]

PLANT = f"""
from django.contrib.auth.models import User
from monitoring.choices import OperationType
from monitoring.domain.actors import Actor
from monitoring.domain.assignments import SlotRequest, assign_operation, clear_slot, mark_slot_idle
from monitoring.domain.monitor_updates import MonitorUpdate, apply_monitor_update
from monitoring.models import Machine, Monitor_operation
texts = {TEXTS!r}
User.objects.filter(username="planner").update(first_name=texts[0], last_name=texts[1])
planner = Actor(name=texts[1], may_change_assignments=True, may_report=True)
lathe = Machine.objects.order_by("pk").first()
for number, text in enumerate(texts):
    Machine.objects.create(name=text, work_center_id=text)
    chosen = Monitor_operation.objects.create(
        monitor_operation_id=text, name=text, report_number=text, is_in_pool=True, quantity=10,
    )
    slot = SlotRequest(machine_pk=lathe.pk, operation_type=OperationType.NEXT)
    assign_operation(slot=slot, operation_pk=chosen.pk, by=planner, note=text)
    mark_slot_idle(slot=slot, by=planner, note=text)
    if number < len(texts) - 1:
        clear_slot(slot=slot, by=planner, note=text)
fields = dict(
    name=texts[2], material=texts[0], report_number=texts[1], location=texts[4], quantity=10,
    employee_ids=texts, employee_names=texts, drawing=b"<svg xmlns='http://www.w3.org/2000/svg' onload='attacked=1'/>",
)
apply_monitor_update(
    MonitorUpdate(
        machine_pk=lathe.pk, operation_type=OperationType.CURRENT, monitor_operation_id=texts[0], fields=fields
    ),
    by=planner,
)
assign_operation(
    slot=SlotRequest(machine_pk=lathe.pk, operation_type=OperationType.CURRENT), operation_pk=chosen.pk, by=planner,
    note=texts[4],
)
drawn = Monitor_operation.objects.get(machine=lathe)
answer = {{"machine": lathe.pk, "operation": drawn.pk, "assignment": lathe.operation_assignment.pk}}
"""
# Each page, and what is on it once the hostile texts have come.
PAGES = {
    "/": "main .doors",
    "/monitoring/planning/": "tbody tr",
    "/monitoring/planning/{machine}/": "text=attacked",
    "/monitoring/board/": "text=attacked",
    "/accounts/login/?next=javascript:attacked=1": "main",
    "/admin/monitoring/machine/": "#result_list",
    "/admin/monitoring/machine/{machine}/change/": "form",
    "/admin/monitoring/machine/{machine}/delete/": "form",
    "/admin/monitoring/monitor_operation/": "#result_list",
    "/admin/monitoring/monitor_operation/{operation}/change/": "form",
    "/admin/monitoring/monitor_operation/{operation}/history/": "main",
    "/admin/monitoring/machineoperationassignment/": "#result_list",
    "/admin/monitoring/machineoperationassignment/{assignment}/change/": "form",
    "/admin/monitoring/planningevent/": "#result_list",
    "/admin/monitoring/planningevent/?q=%3Cscript%3Eattacked%3D1%3C/script%3E": "main",
}
SAVED = {
    "svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='attacked=1'><script>attacked=1</script></svg>",
    "html": b"<!doctype html><title>attacked</title><script>attacked=1</script>",
}
DISGUISED = b"GIF89a<html><title>attacked</title><script>attacked=1</script>"


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with empty_database(tmp_path_factory.mktemp("shop")) as url, open_shop(url) as shop:
        yield shop


@pytest.fixture(scope="module")
def keys(shop: Shop) -> dict[str, int]:
    """The keys of a machine, an operation and an assignment whose texts are hostile."""
    found: dict[str, int] = shop.in_database(PLANT)
    return found


@pytest.fixture(scope="module")
def staff(shop: Shop, keys: dict[str, int], browser: Browser) -> Iterator[BrowserContext]:
    """A browser in which an administrator is logged in."""
    context = browser.new_context()
    Visit(shop=shop, page=context.new_page()).log_in("admin", bound_for="/")
    expect(context.pages[0].locator("main .doors")).to_be_visible()
    yield context
    context.close()


@pytest.fixture
def visit(shop: Shop, staff: BrowserContext) -> Iterator[Visit]:
    visit = Visit(shop=shop, page=staff.new_page())
    visit.watch()
    visit.page.on("dialog", lambda dialog: visit.complaints.append(f"dialog: {dialog.message}"))
    yield visit
    visit.page.close()


def attacks_on(page: Page) -> list[str]:
    """What came of the hostile texts: a script that ran, or an element made of one that waits for its moment."""
    found: list[str] = page.evaluate(
        """() => {
          const made = "img[src='x'], svg[onload], iframe, [onerror], [onload], a[href^='javascript:']";
          const elements = [...document.querySelectorAll(made)].map((one) => one.outerHTML);
          const inline = [...document.querySelectorAll("script:not([src])")].map((one) => one.textContent);
          const scripts = inline.filter((text) => text.includes("attacked"));
          return [...elements, ...scripts, ...("attacked" in window ? ["ran"] : [])];
        }"""
    )
    return found


@pytest.mark.parametrize("path", PAGES)
def test_a_page_shows_hostile_texts_and_runs_none(visit: Visit, keys: dict[str, int], path: str) -> None:
    visit.page.goto(visit.shop.base_url + path.format(**keys))
    expect(visit.page.locator(PAGES[path]).first).to_be_visible()

    assert attacks_on(visit.page) == []
    assert visit.complaints == []
    assert visit.left_the_host == []


def test_the_screen_of_a_machine_shows_every_text_as_it_was_written(
    visit: Visit, keys: dict[str, int]
) -> None:
    visit.page.goto(f"{visit.shop.base_url}/monitoring/planning/{keys['machine']}/")

    for text in (ATTRIBUTE, SCRIPT, IMAGE, ENDING):
        expect(visit.page.get_by_text(text).first).to_be_visible()
    assert attacks_on(visit.page) == []


def test_a_search_shows_hostile_hits_and_runs_none(visit: Visit, keys: dict[str, int]) -> None:
    visit.page.goto(f"{visit.shop.base_url}/monitoring/planning/{keys['machine']}/")
    search_field(visit.page).fill("onerror")

    expect(hits(visit.page).first).to_contain_text(IMAGE)
    assert attacks_on(visit.page) == []
    assert visit.complaints == []


def test_graphiql_shows_hostile_texts_in_its_results_and_in_its_address(visit: Visit) -> None:
    visit.page.goto(f"{visit.shop.base_url}/graphql/?query=%7Bx(a:%22%3C/script%3E{IMAGE}%22)%7D")
    expect(visit.page.locator(".graphiql-query-editor .CodeMirror-line").first).to_be_visible()
    visit.page.locator(".graphiql-tab-button").get_by_text("Machines", exact=True).click()
    visit.page.locator(".graphiql-execute-button").click()

    expect(visit.page.locator(".result-window .CodeMirror-code")).to_contain_text("attacked")
    assert attacks_on(visit.page) == []


def send_drawing(visit: Visit, keys: dict[str, int], drawing: bytes) -> str:
    """Have the script send a drawing of the operation, and return the drawing's address."""
    update = {
        "machine_pk": keys["machine"],
        "monitor_operation_id": SCRIPT,
        "name": ATTRIBUTE,
        "drawing_image_base64": base64.b64encode(drawing).decode(),
    }
    sent = visit.shop.person("script").post("/monitoring/update-current-monitor-operation/", update)
    assert sent.status_code == 200, sent.text
    return f"{visit.shop.base_url}/monitoring/operations/{keys['operation']}/drawing/"


@pytest.mark.parametrize("kind", SAVED)
def test_a_drawing_that_is_no_picture_is_saved_and_never_opened(
    visit: Visit, keys: dict[str, int], kind: str
) -> None:
    address = send_drawing(visit, keys, SAVED[kind])
    visit.page.goto(f"{visit.shop.base_url}/")

    with visit.page.expect_download() as saved:
        visit.page.evaluate("address => location.assign(address)", address)

    assert saved.value.suggested_filename == f"drawing-{keys['operation']}.bin"
    assert visit.page.url == f"{visit.shop.base_url}/"
    assert attacks_on(visit.page) == []


def test_a_drawing_that_only_begins_as_a_picture_is_shown_as_a_broken_one(
    visit: Visit, keys: dict[str, int]
) -> None:
    address = send_drawing(visit, keys, DISGUISED)

    visit.page.goto(address)

    assert visit.page.evaluate("document.contentType") == "image/gif"
    assert visit.page.evaluate("'attacked' in window") is False
    assert visit.page.locator("script").count() == 0
