"""A subscriber that stops reading is closed; the server holds nothing back for it, and nobody else notices."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path

from websockets.exceptions import ConnectionClosed

from tests.end_to_end.live.big_events import BIG, EVENTS, MANY_EVENTS, silent_event_stream
from tests.end_to_end.shop import Person, Shop
from tests.live_clients import SocketClient, open_event_stream, open_socket

LIVE_UPDATES = "events_per_read=10,kept_messages=10,waiting_messages=100,stuck_client_seconds=60"
SLOW_READERS = 6
# Far below what waits for a slow reader in the end, 1,000 messages of 90 kB, even if all of them share it.
MOST_GROWTH_KILOBYTES = 60_000


def resident_kilobytes(shop: Shop) -> int:
    """Memory that the server process holds now."""
    status = Path(f"/proc/{shop.process.pid}/status").read_text(encoding="utf-8")
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1])


def test_slow_readers_cost_no_memory_and_others_get_every_event(shop: Shop, planner: Person) -> None:
    latest = int(planner.ask("{ latestEventId }")["latestEventId"])
    with (
        ThreadPoolExecutor(max_workers=1) as writer,
        ExitStack() as slow,
        open_event_stream(planner, BIG) as attentive,
    ):
        for _ in range(SLOW_READERS):
            slow.enter_context(silent_event_stream(planner))
        before = resident_kilobytes(shop)

        writing = writer.submit(shop.in_database, MANY_EVENTS)
        seen = [int(attentive.event()["id"]) for _ in range(EVENTS)]
        writing.result()

        assert seen == list(range(latest + 1, latest + EVENTS + 1))
        assert resident_kilobytes(shop) - before < MOST_GROWTH_KILOBYTES


def test_a_slow_websocket_is_told_why_it_is_closed_and_replays_what_it_missed(
    shop: Shop, planner: Person
) -> None:
    latest = planner.ask("{ latestEventId }")["latestEventId"]
    # The library stops reading from the network once its queue is full.
    with open_socket(planner, max_queue=1, ping_interval=None) as screen:
        screen.subscribe("1", BIG)
        screen.wait_until_answered()
        shop.in_database(MANY_EVENTS)
        with open_event_stream(planner, BIG, after=latest) as attentive:
            log = [int(attentive.event()["id"]) for _ in range(EVENTS)]

        seen, code = read_to_the_end(screen)
    with open_socket(planner) as screen:
        screen.subscribe("1", BIG, after=str(seen[-1]))
        seen += [int(screen.event()["id"]) for _ in range(EVENTS - len(seen))]

    assert code == 1013
    assert seen == log


def read_to_the_end(screen: SocketClient) -> tuple[list[int], int | None]:
    """The ids that were sent before the server closed, and the code with which it did."""
    seen = []
    with suppress(ConnectionClosed):
        while True:
            seen.append(int(screen.event()["id"]))
    return seen, screen.connection.close_code
