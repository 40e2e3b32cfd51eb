"""The door over real HTTP, by the road that the script takes: the login form, a cookie, a token in a header."""

import subprocess
import sys
from collections.abc import Iterator

import pytest
import requests

from tests.databases import empty_database
from tests.factories import MONITOR_ID, PASSWORD
from tests.servers import PROJECT_DIR, running_server, server_environment

PLANT = """
from tests.factories import assigned, machine, pool_operation, reporter_user
reporter_user()
assigned(machine('Lathe 5', pk=5), pool_operation())
"""
TIMEOUT = 60
UPDATE_LIMIT = 100_000


@pytest.fixture(scope="module")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with (
        empty_database(tmp_path_factory.mktemp("rest")) as database_url,
        running_server(database_url, MAX_UPDATE_BODY_BYTES=str(UPDATE_LIMIT)) as url,
    ):
        fill = [sys.executable, "manage.py", "shell", "--verbosity", "0", "--command", PLANT]
        environment = server_environment(database_url)
        subprocess.run(fill, cwd=PROJECT_DIR, env=environment, check=True, timeout=TIMEOUT * 2)
        yield url


@pytest.fixture
def script(base_url: str) -> Iterator[requests.Session]:
    """A session that logged in by the form."""
    with requests.Session() as session:
        login = f"{base_url}/accounts/login/"
        session.get(login, timeout=TIMEOUT)
        form = {
            "username": "monitor-script",
            "password": PASSWORD,
            "csrfmiddlewaretoken": session.cookies["csrftoken"],
        }
        answer = session.post(login, data=form, headers={"Referer": login}, timeout=TIMEOUT)
        assert answer.history[0].status_code == 302
        session.headers["X-Requested-With"] = "XMLHttpRequest"
        session.headers["X-CSRFToken"] = session.cookies["csrftoken"]
        yield session


def test_the_script_reads_its_list_reports_and_reads_again(script: requests.Session, base_url: str) -> None:
    listed = script.get(f"{base_url}/monitoring/api/manual-assignments/", timeout=TIMEOUT)
    (entry,) = listed.json()["assignments"]
    report = {
        "machine_pk": entry["machine_pk"],
        "monitor_operation_id": entry["monitor_operation_id"],
        "currently_made_quantity": 45,
    }
    address = f"{base_url}/monitoring/update-{entry['operation_type']}-monitor-operation/"

    first = script.post(address, json=report, timeout=TIMEOUT)
    again = script.post(address, json=report, timeout=TIMEOUT)
    late = script.post(address, json=report | {"monitor_operation_id": "1"}, timeout=TIMEOUT)

    assert entry == {"machine_pk": 5, "monitor_operation_id": MONITOR_ID, "operation_type": "current"}
    assert (first.status_code, first.json()["changed"]) == (200, True)
    assert (again.status_code, again.json()["changed"]) == (200, False)
    assert (late.status_code, late.json()["code"]) == (404, "operation_not_assigned")


def test_the_same_list_is_not_sent_twice(script: requests.Session, base_url: str) -> None:
    address = f"{base_url}/monitoring/api/manual-assignments/"
    etag = script.get(address, timeout=TIMEOUT).headers["ETag"]

    again = script.get(address, headers={"If-None-Match": etag}, timeout=TIMEOUT)
    head = script.head(address, timeout=TIMEOUT)

    assert (again.status_code, again.content) == (304, b"")
    assert (head.status_code, head.content, head.headers["ETag"]) == (200, b"", etag)


def test_a_sync_sent_in_chunks_of_unknown_length_arrives_whole(
    script: requests.Session, base_url: str
) -> None:
    body = b'{"operations": [{"monitor_operation_id": "%s"}], "force": true}' % MONITOR_ID.encode()

    answer = script.post(
        f"{base_url}/monitoring/api/sync-operation-pool/",
        data=iter([body[:9], body[9:]]),
        headers={"Content-Type": "application/json"},
        timeout=TIMEOUT,
    )

    assert (answer.status_code, answer.json()["total_in_pool"]) == (200, 1)


@pytest.mark.parametrize("path", ["api/manual-assignments/", "operations/1/drawing/"])
def test_without_a_login_reading_is_401_and_no_redirect(base_url: str, path: str) -> None:
    answer = requests.get(f"{base_url}/monitoring/{path}", timeout=TIMEOUT)

    assert (answer.status_code, answer.history) == (401, [])
    assert answer.json() == {"error": "Log in first.", "code": "not_authenticated"}


@pytest.mark.parametrize(
    "path",
    [
        "update-current-monitor-operation/",
        "update-next-monitor-operation/",
        "api/sync-operation-pool/",
    ],
)
def test_who_may_write_is_asked_before_what(script: requests.Session, base_url: str, path: str) -> None:
    address = f"{base_url}/monitoring/{path}"

    anonymous = requests.post(address, json={}, timeout=TIMEOUT)
    forged = script.post(address, json={}, headers={"X-CSRFToken": "x" * 32}, timeout=TIMEOUT)
    wrong_method = requests.delete(address, timeout=TIMEOUT)
    empty = script.post(address, data=b"", headers={"Content-Type": "application/json"}, timeout=TIMEOUT)

    assert (anonymous.status_code, anonymous.json()["code"]) == (401, "not_authenticated")
    assert (forged.status_code, forged.json()["code"]) == (403, "csrf_failed")
    assert (wrong_method.status_code, wrong_method.headers["Allow"]) == (405, "POST")
    assert (empty.status_code, empty.json()["code"]) == (400, "unreadable_body")
    assert not any(answer.history for answer in (anonymous, forged, wrong_method, empty))


def test_a_body_over_the_limit_of_its_address_is_413(script: requests.Session, base_url: str) -> None:
    answer = script.post(
        f"{base_url}/monitoring/update-next-monitor-operation/",
        data=b"x" * (UPDATE_LIMIT + 1),
        headers={"Content-Type": "application/json"},
        timeout=TIMEOUT,
    )

    assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
    assert str(UPDATE_LIMIT) in answer.json()["error"]
