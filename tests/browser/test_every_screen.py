"""What holds on every page that people see: accessible, at home on this host, in English and in Swedish."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.plants import small_plant
from tests.end_to_end.shop import Shop

# Each page, and what is on it once its data has come.
PAGES = {
    "/": "main .doors",
    "/monitoring/planning/": "tbody tr",
    "/monitoring/planning/2/": "text=Bolt M8",
    "/monitoring/planning/3/": "h1",
    "/monitoring/board/": "text=Bolt M8",
}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIZES = {"desk": (1280, 900), "phone": (360, 740), "wall": (1920, 1080)}


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with small_plant(tmp_path_factory.mktemp("shop")) as shop:
        yield shop


@pytest.fixture(scope="module")
def session(shop: Shop, browser: Browser) -> Any:
    """The cookies of one login for all visits."""
    context = browser.new_context()
    visit = Visit(shop=shop, page=context.new_page())
    visit.log_in("planner", bound_for="/")
    expect(visit.page.locator("main .doors")).to_be_visible()
    cookies = context.cookies()
    context.close()
    return cookies


def open_page(visit: Visit, session: Any, path: str) -> Page:
    """Go to a page as a planner, and wait for its data."""
    visit.page.context.add_cookies(session)
    visit.page.goto(visit.shop.base_url + path)
    expect(visit.page.locator(PAGES[path]).first).to_be_visible()
    return visit.page


def violations(page: Page) -> list[str]:
    """What axe finds, each with the elements at fault."""
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{one['id']}: {[node['html'] for node in one['nodes']]}" for one in found]


@pytest.mark.parametrize("color_scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_to_complain_about(
    visit: Visit, session: Any, path: str, color_scheme: Any
) -> None:
    visit.page.emulate_media(color_scheme=color_scheme)
    page = open_page(visit, session, path)

    for width, height in SIZES.values():
        page.set_viewport_size({"width": width, "height": height})
        assert violations(page) == []


@pytest.mark.parametrize("path", ["/accounts/login/", "/accounts/login/?next=/monitoring/board/"])
def test_axe_finds_nothing_on_the_way_in(visit: Visit, path: str) -> None:
    visit.page.goto(visit.shop.base_url + path)

    assert violations(visit.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_a_page_stays_on_this_host_and_breaks_no_rule_of_its_policy(
    visit: Visit, session: Any, path: str
) -> None:
    page = open_page(visit, session, path)
    page.wait_for_timeout(500)

    assert visit.left_the_host == []
    assert visit.complaints == []


@pytest.mark.parametrize("path", PAGES)
def test_no_page_scrolls_sideways_on_a_phone(visit: Visit, session: Any, path: str) -> None:
    visit.page.set_viewport_size({"width": 360, "height": 740})
    page = open_page(visit, session, path)

    assert page.evaluate("document.documentElement.scrollWidth") == 360


@pytest.mark.parametrize("path", [path for path in PAGES if path.startswith("/monitoring/")])
def test_in_swedish_no_text_of_a_screen_is_english(visit: Visit, session: Any, path: str) -> None:
    page = open_page(visit, session, path)
    english = set(texts(page))
    page.context.add_cookies([{"name": "django_language", "value": "sv", "url": visit.shop.base_url}])
    page.reload()
    expect(page.locator(PAGES[path]).first).to_be_visible()
    swedish = set(texts(page))

    assert page.evaluate("document.documentElement.lang") == "sv"
    assert {text for text in english & swedish if is_prose(text)} - SAME_IN_BOTH == set()


def texts(page: Page) -> list[str]:
    """The texts of a page: what is read, and what is heard in its place."""
    found: list[str] = page.evaluate(
        """() => {
          const heard = [...document.querySelectorAll("[aria-label]")].map((one) => one.getAttribute("aria-label"));
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) heard.push(walker.currentNode.textContent.trim());
          return heard;
        }"""
    )
    return found


# Swedish has the same word, or it is the other language's own name.
SAME_IN_BOTH = {"English", "Svenska"}
# Names of machines, operations and people are the plant's own.
NAMES = re.compile(
    r"Lathe 1|Mill 2|Saw 3|Old press|Flange|Shaft|Bearing cap|Bolt M8|Valve body|Customer waits|planner"
)


def is_prose(text: str) -> bool:
    """Whether a text has words besides the plant's names."""
    return bool(re.search(r"[a-z]{3}", NAMES.sub("", text)))
