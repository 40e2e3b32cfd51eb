"""A real Chromium in front of a real server process."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.chromium import chromium
from tests.databases import empty_database
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS, Shop, open_shop

# On a machine with much else to do, a page takes longer than Playwright's five seconds.
expect.set_options(timeout=PATIENCE_SECONDS * 1_000)


@dataclass
class Visit:
    """A page of the shop in a browser without a network beyond it, and what went wrong on it."""

    shop: Shop
    page: Page
    left_the_host: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def log_in(self, username: str, *, bound_for: str) -> None:
        """Go to an address as somebody who is not logged in yet."""
        self.page.goto(self.shop.base_url + bound_for)
        self.page.fill("#id_username", username)
        self.page.fill("#id_password", PASSWORD)
        self.page.press("#id_password", "Enter")

    def watch(self) -> None:
        """Cut every other host off, and note whoever asks for one."""
        self.page.route("**/*", self._stay_on_host)
        self.page.on("console", lambda message: self._note(message.type, message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _stay_on_host(self, route: Route, request: Request) -> None:
        if request.url.startswith(self.shop.base_url):
            route.continue_()
            return
        self.left_the_host.append(request.url)
        route.abort()

    def _note(self, kind: str, text: str) -> None:
        if kind in {"error", "warning"}:
            self.complaints.append(text)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser for one module: its event loop must be gone when another module runs one of its own."""
    # Playwright runs an event loop in this thread, which Django would take for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with chromium() as browser:
        yield browser
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="session")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """One shop for all visits: none of them changes it."""
    with empty_database(tmp_path_factory.mktemp("shop")) as database_url, open_shop(database_url) as shop:
        yield shop


@pytest.fixture
def visit(shop: Shop, browser: Browser) -> Iterator[Visit]:
    context = browser.new_context()
    visit = Visit(shop=shop, page=context.new_page())
    visit.watch()
    yield visit
    context.close()
