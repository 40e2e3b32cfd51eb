"""The demo as a person runs it: real processes, a real port, a database of its own."""

import os
import re
import signal
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
import requests

from monitoring.demo.database import DemoDatabase
from tests.monitoring.demo.demo_process import (
    PATIENCE_SECONDS,
    DemoProcess,
    started_demo,
    still_there,
    wait_for,
)
from tests.servers import migrate, server_environment

THE_THREE = {"django", "monitor_script", "monitor_script.simulator"}


def assignments(session: requests.Session, demo: DemoProcess) -> list[dict[str, object]]:
    address = f"{demo.site}/monitoring/api/manual-assignments/"
    listed: list[dict[str, object]] = session.get(address, timeout=PATIENCE_SECONDS).json()["assignments"]
    return listed


def total_of(operation_id: str, session: requests.Session, demo: DemoProcess) -> int:
    """The parts in the newest report of an operation, as the administration lists it."""
    address = f"{demo.site}/admin/monitoring/quantityreportevent/"
    page = session.get(address, params={"q": operation_id}, timeout=PATIENCE_SECONDS).text
    found = re.search(r'class="field-quantity">(\d+)<', page)
    assert found is not None, page
    return int(found[1])


@pytest.fixture
def database_url(empty_database_url: str) -> Iterator[str]:
    """A database for the demo, of the kind the suite runs on; its passwords go with it."""
    yield empty_database_url
    DemoDatabase.from_option(empty_database_url).passwords.unlink(missing_ok=True)


def test_the_demo_makes_parts_stops_at_ctrl_c_and_goes_on_where_it_ended(database_url: str) -> None:
    with started_demo("--database", database_url) as demo:
        demo.wait_until_it_runs()
        wait_for(lambda: set(demo.children()) == THE_THREE, what="all three processes")
        children = demo.children()
        first_assignments = assignments(demo.logged_in("planner"), demo)
        tracked = str(first_assignments[0]["monitor_operation_id"])
        admin = demo.logged_in("admin")
        at_first = total_of(tracked, admin, demo)

        wait_for(lambda: total_of(tracked, admin, demo) > at_first, what="parts to be made")
        at_the_end = total_of(tracked, admin, demo)
        passwords = [demo.password_of(name) for name in ("planner", "script", "admin")]
        demo.process.send_signal(signal.SIGINT)

        assert demo.wait_for_the_end() == 0
        assert still_there(children) == []
        assert "Traceback" not in demo.output

    with started_demo("--database", database_url, "--machines", "3", "--no-script") as again:
        again.wait_until_it_runs()

        assert "Kept: 6 machines" in again.output
        assert [again.password_of(name) for name in ("planner", "script", "admin")] == passwords
        assert assignments(again.logged_in("planner"), again) == first_assignments
        assert total_of(tracked, again.logged_in("admin"), again) >= at_the_end
        assert set(again.children()) == THE_THREE - {"monitor_script"}
        assert "python -m monitor_script --django-url" in again.output

        # A terminal's Ctrl+C reaches every process of the group at once.
        children = again.children()
        os.killpg(again.process.pid, signal.SIGINT)

        assert again.wait_for_the_end() == 0
        assert still_there(children) == []
        assert again.output.rstrip().endswith("Stopped: nothing of the demo runs any more.")


@pytest.mark.parametrize(("module", "name"), [("monitor_script", "script"), ("django", "server")])
def test_when_one_process_ends_the_demo_says_which_and_stops(tmp_path: Path, module: str, name: str) -> None:
    with started_demo("--database", str(tmp_path / "demo.sqlite3"), "--machines", "1") as demo:
        demo.wait_until_it_runs()
        wait_for(lambda: set(demo.children()) == THE_THREE, what="all three processes")
        children = demo.children()

        os.kill(children[module], signal.SIGKILL)

        assert demo.wait_for_the_end() == 1
        assert f"The {name} ended by itself with status -9. Its last lines:" in demo.output
        assert still_there(children) == []


def test_ctrl_c_while_the_plant_is_being_made_leaves_nothing_running(tmp_path: Path) -> None:
    with started_demo("--database", str(tmp_path / "demo.sqlite3")) as demo:
        demo.wait_until_it_wrote("Database:")
        children = demo.children()

        os.killpg(demo.process.pid, signal.SIGINT)

        assert demo.wait_for_the_end() == 0
        assert set(children) == {"django"}
        assert still_there(children) == []
        assert "The plant runs" not in demo.output


def test_given_passwords_work_whatever_settings_the_shell_names_until_sigterm(tmp_path: Path) -> None:
    given = ["--planner-password", "one", "--admin-password", "two", "--script-password", "three"]
    options = ["--database", str(tmp_path / "demo.sqlite3"), *given]

    with started_demo(*options, settings="config.settings.test") as demo:
        demo.wait_until_it_wrote("Checking")

        assert [demo.password_of(name) for name in ("planner", "admin", "script")] == ["one", "two", "three"]
        assert demo.logged_in("planner").get(f"{demo.site}/", timeout=PATIENCE_SECONDS).status_code == 200
        children = demo.children()
        demo.process.terminate()

        assert demo.wait_for_the_end() == 0
        assert still_there(children) == []


def test_a_port_that_is_taken_is_said_and_nothing_is_left_running(tmp_path: Path) -> None:
    database = tmp_path / "demo.sqlite3"
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        port = taken.getsockname()[1]

        with started_demo("--database", str(database), port=port) as demo:
            status = demo.wait_for_the_end()
            said = demo.output

    assert status == 1
    assert f"Port {port} cannot be used (Address already in use). Choose another with --port." in said
    assert not database.exists()


def test_a_database_that_no_demo_made_is_left_as_it_is(tmp_path: Path) -> None:
    database = tmp_path / "shop.sqlite3"
    migrate(server_environment(f"sqlite:///{database}"))
    with closing(sqlite3.connect(database)) as shop:
        shop.execute("INSERT INTO monitoring_machine (name, is_active) VALUES ('Lathe 1', 1)")
        shop.commit()

    with started_demo("--database", str(database)) as demo:
        assert demo.wait_for_the_end() == 1
        assert "holds users or machines that no demo made; name another database." in demo.output

    with closing(sqlite3.connect(database)) as shop:
        assert shop.execute("SELECT name FROM monitoring_machine").fetchall() == [("Lathe 1",)]
        assert shop.execute("SELECT count(*) FROM auth_user").fetchall() == [(0,)]
