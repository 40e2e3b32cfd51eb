"""One subscriber's way out: in order, each event once, and no more than may wait."""

import asyncio
from functools import partial

import pytest

from graphql_api.live.endings import StreamEnd, StreamEnded
from graphql_api.live.messages import Message
from graphql_api.live.streams import Stream
from graphql_api.live.tasks import running
from tests.graphql_api.live.following import FAREWELL, message, on_event_loop, stream


def ids(messages: list[Message]) -> list[int | None]:
    return [one.event_id for one in messages]


def test_a_client_takes_all_that_waits_in_order() -> None:
    async def scenario() -> None:
        out = stream()
        out.put([message(1), message(2)])
        out.offer([message(5)])

        assert ids(await out.take()) == [1, 2, 5]
        assert out.cursor == 5

    on_event_loop(scenario)


def test_what_was_handed_over_already_is_dropped() -> None:
    async def scenario() -> None:
        out = stream(cursor=3)
        out.put([message(2), message(3), message(4)])
        out.put([message(4), message(5)])
        out.offer([message(5), message(6)])

        assert ids(await out.take()) == [4, 5, 6]

    on_event_loop(scenario)


def test_a_client_waits_for_what_comes() -> None:
    async def scenario() -> None:
        out = stream()
        waiting = asyncio.create_task(out.take())
        await asyncio.sleep(0)
        assert not waiting.done()

        out.offer([message(1)])

        assert ids(await waiting) == [1]

    on_event_loop(scenario)


def test_silence_gives_nothing_after_a_while_and_loses_nothing() -> None:
    async def scenario() -> None:
        out = stream()

        assert await out.take(patience=0) == []
        out.offer([message(1)])
        assert ids(await out.take(patience=0.001)) == [1]
        assert await out.take(patience=0) == []

    on_event_loop(scenario)


def test_a_client_that_does_not_read_is_too_slow_beyond_the_limit() -> None:
    out = stream(waiting_limit=3)
    out.offer([message(1), message(2), message(3)])
    assert out.ended is None

    out.offer([message(4)])

    assert out.ended is StreamEnd.TOO_SLOW


def test_a_client_that_reads_may_get_any_number() -> None:
    async def scenario() -> None:
        out = stream(waiting_limit=1)
        taken = []
        for number in range(1, 50):
            out.offer([message(number)])
            taken += ids(await out.take())

        assert taken == list(range(1, 50))

    on_event_loop(scenario)


def test_a_replay_may_be_longer_than_the_limit() -> None:
    out = stream(waiting_limit=2)

    out.put(message(number) for number in range(1, 10))

    assert out.ended is None


def test_what_the_client_knows_does_not_count_as_waiting() -> None:
    out = stream(cursor=9, waiting_limit=2)

    out.offer(message(number) for number in range(1, 10))

    assert out.ended is None


@pytest.mark.parametrize("reason", StreamEnd)
def test_a_stream_that_ended_gives_nothing_more_not_even_what_waits(reason: StreamEnd) -> None:
    async def scenario() -> None:
        out = stream()
        out.put([message(1)])
        out.end(reason)
        out.put([message(2), FAREWELL])
        out.offer([message(3)])

        for _ in range(2):
            with pytest.raises(StreamEnded) as ended:
                await out.take()
            assert ended.value.end is reason

    on_event_loop(scenario)


def test_the_first_reason_to_end_counts() -> None:
    out = stream()
    out.end(StreamEnd.LOGGED_OUT)
    out.end(StreamEnd.RESTARTING)

    assert out.ended is StreamEnd.LOGGED_OUT


def test_the_end_wakes_who_waits_for_messages_or_for_a_client_to_take_them() -> None:
    async def scenario() -> None:
        silent, unread = stream(), stream()
        unread.put([message(1)])
        waiting = [asyncio.create_task(silent.take()), asyncio.create_task(unread.emptied())]
        await asyncio.sleep(0)

        for out in (silent, unread):
            out.end(StreamEnd.RESTARTING)

        assert [type(each) for each in await asyncio.gather(*waiting, return_exceptions=True)] == 2 * [
            StreamEnded
        ]

    on_event_loop(scenario)


def test_the_next_page_of_a_replay_waits_until_the_client_took_the_last() -> None:
    async def scenario() -> None:
        out = stream()
        await out.emptied()
        out.put([message(1)])
        waiting = asyncio.create_task(out.emptied())
        await asyncio.sleep(0)
        assert not waiting.done()

        await out.take()

        await waiting

    on_event_loop(scenario)


def test_a_last_message_comes_whatever_the_cursor_is() -> None:
    async def scenario() -> None:
        out = stream(cursor=2**63 - 1)
        out.put([FAREWELL])

        assert await out.take() == [FAREWELL]

    on_event_loop(scenario)


def test_a_client_that_gives_up_waiting_loses_nothing() -> None:
    async def scenario() -> None:
        out = stream()
        waiting = asyncio.create_task(out.take())
        await asyncio.sleep(0)
        out.offer([message(1)])
        waiting.cancel()
        await asyncio.wait([waiting])

        assert waiting.cancelled()
        assert ids(await out.take()) == [1]

    on_event_loop(scenario)


def test_a_bug_in_a_task_is_logged_and_ends_its_stream(caplog: pytest.LogCaptureFixture) -> None:
    async def fail() -> None:
        raise RuntimeError("a bug")

    async def scenario() -> None:
        out: Stream = stream()
        async with running(fail(), on_failure=partial(out.end, StreamEnd.FAILED)):
            with pytest.raises(StreamEnded):
                await out.take()
        assert out.ended is StreamEnd.FAILED

    on_event_loop(scenario)

    [record] = caplog.records
    assert record.exc_info is not None
    assert str(record.exc_info[1]) == "a bug"


def test_a_task_ends_with_what_it_runs_beside() -> None:
    async def scenario() -> None:
        failures: list[None] = []
        async with running(asyncio.Event().wait(), on_failure=lambda: failures.append(None)) as task:  # type: ignore[arg-type]  # never returns
            await asyncio.sleep(0)
        assert task.cancelled()
        assert not failures

    on_event_loop(scenario)
