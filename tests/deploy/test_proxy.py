"""The site through a real nginx with TLS, as people and the script reach it in a plant."""

import base64
import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import requests

from tests.deploy.plant import Plant
from tests.deploy.proxy import Proxy, proxy
from tests.end_to_end.live.reporting import UPDATE, Script
from tests.end_to_end.shop import PASSWORD, PATIENCE_SECONDS
from tests.live_clients import open_event_stream, open_socket
from tests.servers import free_port

LIST = "/monitoring/api/manual-assignments/"
MEBIBYTE = 1024 * 1024
FOR_THE_MACHINE_ALONE = ("/livez", "/readyz", "/metrics")
ONCE_EACH = (
    "Strict-Transport-Security",
    "Content-Security-Policy",
    "X-Content-Type-Options",
    "X-Frame-Options",
    "Referrer-Policy",
    "Cross-Origin-Opener-Policy",
)
CLAIMS = {
    "X-Forwarded-For": "203.0.113.9",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Host": "elsewhere.example",
    "X-Forwarded-Port": "1",
    "X-Real-IP": "203.0.113.9",
    "Forwarded": "for=203.0.113.9;proto=https",
    "Upgrade": "h2c",
}


@pytest.fixture
def script(plant: Plant) -> Script:
    script = Script(plant.person("script"), "1372462048115913939")
    script.plan()
    return script


def test_people_log_in_and_every_post_wants_its_token_and_this_site_s_pages(plant: Plant) -> None:
    planner = plant.person("planner")
    machines = {"query": "{ machines { name } }"}

    answered = planner.post("/graphql/", machines)
    planner.http.headers["Referer"] = "https://elsewhere.example/"
    from_elsewhere = planner.post("/graphql/", machines)
    planner.http.headers["Referer"] = f"{plant.proxy.base_url}/"
    without_token = planner.http.post(
        f"{plant.proxy.base_url}/graphql/", json=machines, timeout=PATIENCE_SECONDS
    )

    assert [one["name"] for one in answered.json()["data"]["machines"]] == ["Lathe 1", "Mill 2"]
    for refused in (from_elsewhere, without_token):
        assert (refused.status_code, refused.json()["code"]) == (403, "csrf_failed")
    assert all(cookie.secure for cookie in planner.http.cookies)


def test_screens_follow_the_plant_by_websocket_and_by_event_stream(plant: Plant, script: Script) -> None:
    planner = plant.person("planner")
    with open_socket(planner) as screen, open_event_stream(planner) as stream:
        screen.subscribe()
        screen.wait_until_answered()

        for made in (1, 2, 3):
            script.report(made).raise_for_status()
            # One after the other: nothing waits in a buffer for what comes later.
            assert screen.event()["quantity"] == made
            assert stream.event()["quantity"] == made


def test_a_drawing_of_20_mebibytes_arrives_and_what_is_too_big_is_refused(
    plant: Plant, script: Script
) -> None:
    job = {"machine_pk": 1, "monitor_operation_id": script.monitor_operation_id, "name": "Flange"}
    image = b"\x89PNG\r\n\x1a\n" + bytes(20 * MEBIBYTE - 8)

    arrived = script.person.post(UPDATE, job | {"drawing_image_base64": base64.b64encode(image).decode()})
    too_big_for_the_door = script.person.post(UPDATE, job | {"drawing_image_base64": "A" * (31 * MEBIBYTE)})
    too_big_for_the_proxy = script.person.post(UPDATE, job | {"drawing_image_base64": "A" * (33 * MEBIBYTE)})
    too_big_for_graphql = script.person.post("/graphql/", {"query": "#" + "A" * 3 * MEBIBYTE})

    assert arrived.status_code == 200, arrived.text
    assert (too_big_for_the_door.status_code, too_big_for_the_door.json()["code"]) == (413, "body_too_large")
    assert (too_big_for_the_proxy.status_code, too_big_for_graphql.status_code) == (413, 413)


def test_a_plain_request_is_led_to_tls_whatever_it_claims(plant: Plant) -> None:
    plain = f"http://localhost:{plant.proxy.plain_port}{LIST}?machine_pk=1"

    answer = requests.get(plain, headers=CLAIMS, allow_redirects=False, timeout=PATIENCE_SECONDS)

    assert answer.status_code == 301
    assert answer.headers["Location"] == f"https://localhost{LIST}?machine_pk=1"


@pytest.mark.parametrize("path", ["/accounts/login/", LIST, "/graphql/"])
def test_no_security_header_is_there_twice_or_missing(plant: Plant, path: str) -> None:
    answer = plant.person("planner").get(path)

    headers = answer.raw.headers
    assert {name: len(headers.getlist(name)) for name in ONCE_EACH} == dict.fromkeys(ONCE_EACH, 1)
    assert headers["Server"] == "nginx", "no version"


@pytest.mark.parametrize("path", FOR_THE_MACHINE_ALONE)
def test_what_watches_the_site_is_not_for_the_world(plant: Plant, path: str) -> None:
    statuses = {source: status_from(source, plant, path) for source in ("127.0.0.1", "127.0.0.2")}

    assert statuses["127.0.0.1"] != 403
    assert statuses["127.0.0.2"] == 403


def status_from(source: str, plant: Plant, path: str) -> int:
    """The status that a client at that address gets."""
    connection = http.client.HTTPSConnection(
        "localhost",
        plant.proxy.port,
        context=plant.tls,
        source_address=(source, 0),
        timeout=PATIENCE_SECONDS,
    )
    connection.request("GET", path)
    status = connection.getresponse().status
    connection.close()
    return status


def test_static_files_are_compressed_and_kept_for_ever(plant: Plant) -> None:
    planner = plant.person("planner")
    page = planner.get("/accounts/login/").text
    address = page.split('<link rel="stylesheet" href="', 1)[1].split('"', 1)[0]

    style = planner.get(address)

    assert style.status_code == 200
    assert style.headers["Content-Encoding"] in {"gzip", "br"}
    assert "immutable" in style.headers["Cache-Control"]


class Recorder(BaseHTTPRequestHandler):
    """Stands for a server process, and answers what it was sent."""

    def do_GET(self) -> None:
        body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        """Say nothing."""


@contextmanager
def recording(directory: Path) -> Iterator[Proxy]:
    """Run nginx in front of a process that answers what it was sent."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Recorder) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            with proxy(directory, (server.server_port, free_port())) as running:
                yield running
        finally:
            server.shutdown()
            thread.join()


def test_the_process_is_told_who_came_and_how_by_nginx_alone(tmp_path: Path) -> None:
    with recording(tmp_path) as running:
        url, verify = f"{running.base_url}/", str(running.certificate)
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, headers=CLAIMS, verify=verify, timeout=PATIENCE_SECONDS)

    told = answer.json()
    assert told["x-forwarded-for"] == "127.0.0.1"
    assert told["x-forwarded-proto"] == "https"
    assert told["host"] == f"localhost:{running.port}"
    assert told["connection"] == "close"
    assert told.keys().isdisjoint(
        {"x-forwarded-host", "x-forwarded-port", "x-real-ip", "forwarded", "upgrade"}
    )


def test_the_script_s_unit_tracks_the_plant_through_the_proxy(plant: Plant, script: Script) -> None:
    plant.machine.write("script-password", PASSWORD)
    plant.machine.write(
        "script.environment",
        f"DJANGO_URL={plant.proxy.base_url}\nSCRIPT_USERNAME=script\nMONITOR_URL=http://127.0.0.1:1\n"
        f"MONITOR_USERNAME=\nMONITOR_G5_PASSWORD=\nREQUESTS_CA_BUNDLE={plant.proxy.certificate}\n",
    )

    service = plant.machine.start("manual-assignments-script.service")

    tracking = "Tracking manual assignments every 120 seconds."
    service.wait_until(lambda: tracking in service.log.read_text(encoding="utf-8"), "tracking")
    assert service.stop() == 0
