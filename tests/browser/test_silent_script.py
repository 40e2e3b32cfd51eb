"""A script that is not heard of is told on every screen, as the server judges it, in English and in Swedish."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.plants import small_plant
from tests.end_to_end.shop import Shop

# Each screen, and what tells of the script there once it is silent.
SCREENS = {
    "/monitoring/planning/": ".script-silent",
    "/monitoring/planning/2/": ".script-silent",
    "/monitoring/board/": ".script-silence",
}
NEVER_HEARD = {
    "en": "The Monitor script was never heard of: no quantities come in.",
    "sv": "Monitor-skriptet har aldrig hörts av: inga antal kommer in.",
}
HEARD_AT = """
from datetime import timedelta
from django.utils import timezone
from monitoring.models import ScriptVisit
at = timezone.now() - timedelta(minutes={minutes})
ScriptVisit.objects.update_or_create(pk=1, defaults={{"visited_at": at, "visitor": "script"}})
answer = None
"""
LONG_AGO = re.compile(r"^The Monitor script was last heard of 4 min\.? ago: quantities may be old\.$")


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    with small_plant(tmp_path_factory.mktemp("shop"), SCRIPT_SILENCE_WARNING_MINUTES="3") as shop:
        yield shop


def test_each_screen_tells_that_the_script_was_never_heard_of_and_when_it_fell_silent(
    visit: Visit, shop: Shop
) -> None:
    visit.log_in("planner", bound_for="/monitoring/planning/")
    for language, words in NEVER_HEARD.items():
        cookie = {"name": "django_language", "value": language, "url": shop.base_url}
        visit.page.context.add_cookies([cookie])  # type: ignore[list-item]  # a dict is one
        for path, place in SCREENS.items():
            visit.page.goto(shop.base_url + path)
            expect(visit.page.locator(place)).to_have_text(words)
    visit.page.context.clear_cookies(name="django_language")

    shop.in_database(HEARD_AT.format(minutes=4))

    for path, place in SCREENS.items():
        visit.page.goto(shop.base_url + path)
        expect(visit.page.locator(place)).to_have_text(LONG_AGO)

    shop.in_database(HEARD_AT.format(minutes=2))

    for path, place in SCREENS.items():
        visit.page.goto(shop.base_url + path)
        expect(visit.page.locator("text=Bolt M8").first).to_be_visible()
        expect(visit.page.locator(place)).to_have_count(0)
    assert visit.complaints == []
