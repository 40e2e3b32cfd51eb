"""One run of the demo: the simulated Monitor G5, the site, the script, and what is said about them."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import requests
from django.conf import settings

from monitoring.demo.database import SETTINGS
from monitoring.demo.logins import ADMIN, PLANNER, SCRIPT
from monitoring.demo.shop_floor import ShopFloor, write_plant_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from monitoring.demo.logins import Login
    from monitoring.demo.processes import Child, Children

HOST = "127.0.0.1"
HTTP_SECONDS = 5.0
QUIET = "WARNING"

RIGHTS = {
    PLANNER: "decides what machines run",
    ADMIN: "may everything; the administration",
    SCRIPT: "what the script logs in as",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PlantRun:
    """What one run needs to know. `interval` is in seconds; `say` writes lines for people."""

    port: int
    interval: float
    with_script: bool
    say: Callable[[str], None]

    @property
    def site(self) -> str:
        """The address that people open."""
        return f"http://{HOST}:{self.port}"

    def start_server(self, children: Children) -> Child:
        """Start the site: it takes a moment to load, in which the database can be prepared."""
        listen = ["--host", HOST, "--port", str(self.port), "--no-access-log"]
        return children.start("server", ["django", "serve", *listen])

    def run(self, children: Children, *, server: Child, logins: Mapping[str, Login]) -> None:
        """Start what works with the site, and go on until the stop is asked for. Raises ChildEnded."""
        with tempfile.TemporaryDirectory(prefix="demo-plant-") as directory:
            plant_file = Path(directory) / "plant.json"
            write_plant_file(plant_file)
            simulator = children.start(
                "simulator", ["monitor_script.simulator", "--port", "0", "--plant", str(plant_file)]
            )
            children.wait_until(lambda: _address_of(simulator) is not None and self._answers())
        simulator_url = _address_of(simulator)
        if children.stop_requested or simulator_url is None:
            return
        shop_floor = ShopFloor(simulator_url=simulator_url)
        shop_floor.follow_planners()
        script = self._script_command(simulator_url)
        self.say(self._welcome(script, logins))
        server.is_shown = True
        if self.with_script:
            password = logins[SCRIPT].password or ""
            variables = {"MONITOR_SCRIPT_PASSWORD": password}
            children.start("script", script, variables=variables).is_shown = True
        children.wait_for_the_stop(meanwhile=shop_floor.follow_planners)

    def _script_command(self, simulator_url: str) -> list[str]:
        addresses = ["--django-url", self.site, "--username", SCRIPT, "--monitor-url", simulator_url]
        return ["monitor_script", *addresses, "--interval", f"{self.interval:g}"]

    def _answers(self) -> bool:
        try:
            return requests.get(f"{self.site}/accounts/login/", timeout=HTTP_SECONDS).ok
        except requests.RequestException:
            return False

    def _welcome(self, script: list[str], logins: Mapping[str, Login]) -> str:
        pages = [
            ("Start page", "/"),
            ("GraphQL explorer", "/graphql/"),
            ("Script's list", "/monitoring/api/manual-assignments/"),
            ("Administration", "/admin/"),
        ]
        lines = ["", "The plant runs. Ctrl+C stops all of it.", ""]
        lines += [f"  {title:<17} {self.site}{path}" for title, path in pages]
        lines += ["", "  Log in as         with the password"]
        for name, rights in RIGHTS.items():
            password = logins[name].password or "(as you changed it)"
            lines.append(f"    {name:<15} {password:<20} {rights}")
        if not self.with_script:
            lines += ["", "  The script does not run. To run it from this directory:"]
            lines.append(
                f"    MONITOR_SCRIPT_PASSWORD={logins[SCRIPT].password} python -m {' '.join(script)}"
            )
        return "\n".join([*lines, ""])


def child_environment() -> dict[str, str]:
    """The environment of every process of the demo: this one's, with both roots of the code to import from.

    What happens in the plant is told by the script's lines; the server speaks when something is wrong, unless LOG_LEVEL
    says otherwise.
    """
    roots = [str(settings.PROJECT_DIR), str(settings.SITE_DIR)]
    return (
        {"LOG_LEVEL": QUIET}
        | os.environ
        | {
            "PYTHONPATH": os.pathsep.join(roots),
            "DJANGO_SETTINGS_MODULE": SETTINGS,
            "PYTHONUNBUFFERED": "1",
            "PYTHONIOENCODING": "utf-8",
        }
    )


def _address_of(simulator: Child) -> str | None:
    found = re.search(r"http://\S+", "\n".join(simulator.last_lines))
    return found[0] if found is not None else None
