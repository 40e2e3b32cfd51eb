"""SIGTERM: streams are told to come back, requests in progress are finished, and the process ends in time."""

import http.client
import json
import signal
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from urllib.parse import urlsplit

import pytest

from tests.end_to_end.live.reporting import UPDATE, Script
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop
from tests.live_clients import cookies_of, open_event_stream, open_socket
from tests.servers import ServerProcess, server_process

LONGEST_STOP_SECONDS = 20
CLIENTS = 8
# After its work is done: service managers count that as a success.
ENDED_BY_SIGTERM = -signal.SIGTERM


@pytest.fixture
def server(shop: Shop) -> Iterator[ServerProcess]:
    """A server process of the test's own, to be stopped."""
    with server_process(shop.environment) as server:
        yield server


@pytest.mark.parametrize(("ending", "status"), [(signal.SIGTERM, ENDED_BY_SIGTERM), (signal.SIGINT, 0)])
def test_screens_are_told_to_reconnect_and_the_process_ends_in_time(
    server: ServerProcess, planner: Person, ending: signal.Signals, status: int
) -> None:
    at_server = planner.at(server.base_url)
    with open_socket(at_server) as screen, open_event_stream(at_server) as stream:
        screen.subscribe()
        screen.wait_until_answered()

        server.process.send_signal(ending)

        assert screen.closing_code() == 1012
        assert (screen.connection.close_reason or "").startswith("The server restarts.")
        farewell = stream.read()
        while not farewell.retry:
            farewell = stream.read()
        assert farewell.retry == "1000"
        assert stream.read().comment.startswith("The server restarts.")
        with pytest.raises(StopIteration):
            stream.read()
    assert server.process.wait(LONGEST_STOP_SECONDS) == status


def test_a_report_in_progress_is_finished_and_is_in_the_log_for_who_comes_back(
    shop: Shop, server: ServerProcess, script: Script, planner: Person
) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    with open_socket(planner.at(server.base_url)) as screen:
        request = begin_report(script, server.base_url, made=45)

        server.process.send_signal(signal.SIGTERM)
        assert screen.closing_code() == 1012
        answer = end_report(request)

    assert answer["changed"] is True
    assert server.process.wait(LONGEST_STOP_SECONDS) == ENDED_BY_SIGTERM
    with open_socket(planner) as screen:
        screen.subscribe(after=latest)
        assert screen.event()["quantity"] == 45


def begin_report(script: Script, base_url: str, *, made: int) -> tuple[http.client.HTTPConnection, bytes]:
    """Send a report but for its last byte; returns that too."""
    body = json.dumps(
        {
            "machine_pk": 1,
            "monitor_operation_id": script.monitor_operation_id,
            "currently_made_quantity": made,
        }
    ).encode()
    connection = http.client.HTTPConnection(urlsplit(base_url).netloc, timeout=PATIENCE_SECONDS)
    connection.putrequest("POST", UPDATE)
    headers = script.person.headers | cookies_of(script.person) | {"Content-Type": "application/json"}
    for name, value in (headers | {"Content-Length": str(len(body))}).items():
        connection.putheader(name, value)
    connection.endheaders(body[:-1])
    return connection, body[-1:]


def end_report(request: tuple[http.client.HTTPConnection, bytes]) -> dict[str, object]:
    connection, last_byte = request
    connection.send(last_byte)
    response = connection.getresponse()
    assert response.status == 200
    answer: dict[str, object] = json.loads(response.read())
    connection.close()
    return answer


def test_nothing_new_is_begun_while_the_process_ends(
    server: ServerProcess, script: Script, planner: Person
) -> None:
    with open_socket(planner.at(server.base_url)) as screen:
        request = begin_report(script, server.base_url, made=45)
        server.process.send_signal(signal.SIGTERM)
        assert screen.closing_code() == 1012

        with (
            pytest.raises(OSError, match="refused"),
            socket.create_connection(
                (urlsplit(server.base_url).hostname, urlsplit(server.base_url).port), timeout=PATIENCE_SECONDS
            ),
        ):
            pass
        end_report(request)


def test_a_client_that_never_ends_its_request_does_not_hold_the_process_up(
    server: ServerProcess, script: Script, planner: Person
) -> None:
    connection, _ = begin_report(script, server.base_url, made=45)

    server.process.send_signal(signal.SIGTERM)

    assert server.process.wait(LONGEST_STOP_SECONDS) == ENDED_BY_SIGTERM
    connection.close()


def ask_until_refused(server: ServerProcess) -> list[bytes]:
    """What one client after another is answered, until nobody listens; raises where a connection is cut off."""
    address = (urlsplit(server.base_url).hostname, urlsplit(server.base_url).port)
    answers = []
    with suppress(ConnectionRefusedError):
        while True:
            with socket.create_connection(address, timeout=PATIENCE_SECONDS) as client:
                client.sendall(
                    b"GET /accounts/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
                )
                answers.append(client.recv(12))
    return answers


def test_nobody_is_cut_off_whenever_they_come_they_are_served_or_refused(server: ServerProcess) -> None:
    with ThreadPoolExecutor(CLIENTS) as pool:
        clients = [pool.submit(ask_until_refused, server) for _ in range(CLIENTS)]
        server.process.send_signal(signal.SIGTERM)
        answers = [answer for client in clients for answer in client.result()]

    assert set(answers) <= {b"HTTP/1.1 200"}
    assert server.process.wait(LONGEST_STOP_SECONDS) == ENDED_BY_SIGTERM
