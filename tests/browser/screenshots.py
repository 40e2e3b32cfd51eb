"""The pictures of the screens in docs/screenshots/: `make screenshots`.

Each screen of a running demo, at the sizes at which people look at it, light and dark.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Page

from tests.chromium import chromium
from tests.monitoring.demo.demo_process import DemoProcess, started_demo

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "screenshots"
MACHINES = 12
SIZES = {"desk": (1280, 900), "phone": (360, 740), "wall": (1920, 1080)}
COLOURS: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@dataclass(frozen=True)
class Screen:
    """A screen, where people look at it, and what it shows once it is ready."""

    name: str
    path: str
    ready: str
    sizes: tuple[str, ...]


SCREENS = (
    Screen("planning", "/monitoring/planning/", "tbody tr", ("desk", "phone")),
    Screen("machine", "/monitoring/planning/1/", "canvas", ("desk", "phone")),
    Screen("board", "/monitoring/board/", "text=Running", ("wall", "phone")),
)


def main() -> None:
    """Take all of them."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="screenshots-") as directory:
        database = f"{directory}/demo.sqlite3"
        with started_demo("--machines", str(MACHINES), "--database", database) as demo, chromium() as browser:
            demo.wait_until_it_runs()
            demo.wait_until_it_wrote("Checking")
            for colour in COLOURS:
                for screen in SCREENS:
                    for size in screen.sizes:
                        print(take(browser, demo, screen, size=size, colour=colour))


def take(
    browser: Browser, demo: DemoProcess, screen: Screen, *, size: str, colour: Literal["light", "dark"]
) -> Path:
    """Log in, open the screen, and take its picture once its data is there and live."""
    width, height = SIZES[size]
    context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=colour)
    page = context.new_page()
    open_screen(page, demo, screen)
    picture = PICTURES / f"{screen.name}-{size}-{colour}.png"
    page.screenshot(path=picture)
    context.close()
    return picture


def open_screen(page: Page, demo: DemoProcess, screen: Screen) -> None:
    page.goto(demo.site + screen.path)
    page.fill("#id_username", "planner")
    page.fill("#id_password", demo.password_of("planner"))
    page.press("#id_password", "Enter")
    page.locator(screen.ready).first.wait_for()
    page.get_by_text("Live", exact=True).wait_for()


if __name__ == "__main__":
    main()
