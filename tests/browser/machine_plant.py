"""A shop for the tests of the machine screen: many machines that run what Monitor plans, and a pool to choose from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, Route

from tests.browser.conftest import Visit
from tests.databases import empty_database
from tests.end_to_end.shop import PATIENCE_SECONDS, Shop, open_shop

PATIENCE_MS = PATIENCE_SECONDS * 1000
PLANNING = "/monitoring/planning/"
UPDATE = "/monitoring/update-current-monitor-operation/"
MACHINES = 20

# Each machine is one test's; the first two are those of every shop, and the script reports on the first one.
PLANT = f"""
from monitoring.models import Machine, Monitor_operation
machines = [
    *Machine.objects.order_by("pk"),
    *(Machine.objects.create(name=f"Grinder {{number}}") for number in range(3, {MACHINES} + 1)),
]
for machine in machines[1:]:
    Monitor_operation.objects.create(
        machine=machine, monitor_operation_id=str(7000 + machine.pk), name=f"Planned {{machine.pk}}", quantity=200,
        currently_made_quantity=40, is_setup=False, is_in_progress=True, monitor_slot="current",
        report_number=f"R-{{machine.pk}}",
    )
for number in range(30):
    Monitor_operation.objects.create(
        monitor_operation_id=str(1356903283169489900 + number), name=f"Bearing cap {{number:02}}", quantity=10,
        report_number=f"B-{{number:02}}", is_in_pool=True,
    )
for name in ("Gear wheel", "Valve body", "Worm shaft", "Nozzle"):
    Monitor_operation.objects.create(
        monitor_operation_id=f"9-{{name}}", name=name, quantity=1_500, material="16MnCr5", is_in_pool=True,
    )
answer = [(machine.pk, machine.name) for machine in machines]
"""


@dataclass(frozen=True)
class MachineOfShop:
    """A machine of the shop above."""

    pk: int
    name: str

    @property
    def path(self) -> str:
        """Its page."""
        return f"{PLANNING}{self.pk}/"


@contextmanager
def machine_plant(directory: Path) -> Iterator[tuple[Shop, list[MachineOfShop]]]:
    """Open the shop above."""
    with empty_database(directory) as url, open_shop(url) as shop:
        yield shop, [MachineOfShop(pk, name) for pk, name in shop.in_database(PLANT)]


def panel(page: Page, name: str = "Current") -> Locator:
    """The panel of a slot."""
    return page.get_by_role("region", name=name, exact=True)


def search_field(page: Page, name: str = "Current") -> Locator:
    return page.get_by_role("combobox", name=f"Find an operation for {name}")


def hits(page: Page) -> Locator:
    """What a search found."""
    return page.get_by_role("listbox").get_by_role("option")


def active_hit(page: Page) -> Locator:
    """The one that Enter takes."""
    return page.get_by_role("listbox").get_by_role("option", selected=True)


def assign(page: Page, operation: str, name: str = "Current") -> None:
    """Search for an operation, and take the first that is found."""
    search_field(page, name).fill(operation)
    active_hit(page).wait_for()
    search_field(page, name).press("Enter")


def button(page: Page, label: str, name: str = "Current") -> Locator:
    return panel(page, name).get_by_role("button", name=label)


def side(page: Page, title: str, name: str = "Current") -> Locator:
    """What Monitor plans for a slot, or what a planner decided."""
    return panel(page, name).locator(".side").filter(has_text=title)


def history(page: Page) -> Locator:
    """The lines of the history, the newest first."""
    return page.locator(".event")


def assigned(shop: Shop, machine: MachineOfShop) -> list[tuple[str, str]]:
    """What the script is told of a machine: slot and Monitor's id."""
    answer = shop.person("script").get("/monitoring/api/manual-assignments/")
    return [
        (line["operation_type"], line["monitor_operation_id"])
        for line in answer.json()["assignments"]
        if line["machine_pk"] == machine.pk
    ]


def plan(shop: Shop, machine: MachineOfShop, monitor_operation_id: str, **fields: Any) -> None:
    """Monitor plans another operation as current."""
    body = {"machine_pk": machine.pk, "monitor_operation_id": monitor_operation_id, **fields}
    shop.person("script").post(UPDATE, body).raise_for_status()


class Held:
    """Requests for one operation of the API that do not reach the server until the test lets them."""

    def __init__(self, visit: Visit, operation: str, **variables: Any) -> None:
        self.routes: list[Route] = []
        self._page, self._operation, self._variables = visit.page, operation, variables
        self._page.route("**/graphql/", self._hold)

    def _hold(self, route: Route) -> None:
        posted = route.request.post_data_json or {}
        if self._operation in posted["query"] and self._variables.items() <= posted["variables"].items():
            self.routes.append(route)
        else:
            route.fallback()

    def wait(self) -> Route:
        """The next request, taken out of the line."""
        for _ in range(PATIENCE_MS // 20):
            if self.routes:
                return self.routes.pop(0)
            self._page.wait_for_timeout(20)
        message = f"{self._operation} was not sent."
        raise AssertionError(message)

    def stop(self) -> None:
        """Hold no more."""
        self._page.unroute("**/graphql/", self._hold)
