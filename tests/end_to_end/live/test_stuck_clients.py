"""A client that hangs with its connection open, as a screen whose computer froze, holds none for long."""

import time
from pathlib import Path
from urllib.parse import urlsplit

from tests.end_to_end.live.big_events import MANY_EVENTS, silent_event_stream
from tests.end_to_end.shop import PATIENCE_SECONDS, Person, Shop

LIVE_UPDATES = "stuck_client_seconds=2"


def connections_of(shop: Shop) -> int:
    """Established connections to the server's port, as the kernel counts them on the server's side."""
    port, established = f":{urlsplit(shop.base_url).port:04X}", "01"
    table = Path(f"/proc/{shop.process.pid}/net/tcp").read_text(encoding="utf-8").splitlines()[1:]
    return sum(line.split()[1].endswith(port) and line.split()[3] == established for line in table)


def test_a_connection_that_takes_nothing_is_ended_from_the_servers_side(shop: Shop, planner: Person) -> None:
    before = connections_of(shop)
    with silent_event_stream(planner):
        shop.in_database(MANY_EVENTS)

        deadline = time.monotonic() + PATIENCE_SECONDS
        while connections_of(shop) > before:
            assert time.monotonic() < deadline, "the connection stays"
            time.sleep(0.1)
