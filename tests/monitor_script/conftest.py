"""A Django and a Monitor G5 on loopback ports, and the script between them, for one test each."""

from collections.abc import Callable, Iterator

import pytest
import requests

from monitor_script.auth_session import AuthSession
from monitor_script.http_session import open_http_session
from monitor_script.monitor_client import MonitorClient
from monitor_script.operation_client import OperationClient
from monitor_script.simulator import MonitorSimulator, SimulatedOperation
from monitor_script.simulator.clock import HandClock
from monitor_script.stop_request import StopRequest
from monitor_script.update_watcher import UpdateWatcher
from tests.monitor_script.playing_django import PASSWORD, USERNAME, PlayingDjango

HOUSING = "1372462048115913939"
BEARING = "1356903283169489935"
LogLines = Callable[[], list[str]]


@pytest.fixture
def stop() -> Iterator[StopRequest]:
    with StopRequest() as stop:
        yield stop


@pytest.fixture
def django() -> Iterator[PlayingDjango]:
    with PlayingDjango() as django:
        yield django


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def monitor(clock: HandClock) -> Iterator[MonitorSimulator]:
    """A Monitor with two operations that make nothing by themselves: tests report the parts."""
    operations = [
        SimulatedOperation(HOUSING, "Spindle housing", "20260101", 100, "1401"),
        SimulatedOperation(BEARING, "Bearing cap", "20260102", 400, "1402"),
    ]
    with MonitorSimulator(operations, clock=clock) as simulator:
        yield simulator


@pytest.fixture
def http(stop: StopRequest) -> Iterator[requests.Session]:
    with open_http_session(stop=stop, timeout_seconds=5, backoff_factor_seconds=0.001) as http:
        yield http


@pytest.fixture
def session(django: PlayingDjango, http: requests.Session) -> AuthSession:
    return AuthSession(base_url=django.url, username=USERNAME, password=PASSWORD, http=http)


@pytest.fixture
def monitor_client(monitor: MonitorSimulator, http: requests.Session) -> MonitorClient:
    return MonitorClient(base_url=monitor.url, http=http)


@pytest.fixture
def watcher(session: AuthSession, monitor_client: MonitorClient, stop: StopRequest) -> UpdateWatcher:
    return UpdateWatcher(operations=OperationClient(session=session), monitor=monitor_client, stop=stop)


@pytest.fixture
def log_lines(caplog: pytest.LogCaptureFixture) -> LogLines:
    """What the watcher has logged since the last call, as the script prints it."""
    caplog.set_level("INFO")

    def lines() -> list[str]:
        records = [record for record in caplog.records if record.name == "monitor_script.update_watcher"]
        caplog.clear()
        return [f"{record.levelname}: {record.getMessage()}" for record in records]

    return lines
