"""How fast a change reaches every screen: `make bench-live`.

One server process, a real PostgreSQL, subscribers in another process. A change is posted as the script posts it; its
commit is noted by listening to the notification that the server listens to. All is measured side by side in one run:
only ratios survive a change of machine.
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import os
import platform
import resource
import statistics
import tempfile
from pathlib import Path

from tests.benchmarks.changes import TRANSPORTS, Measured, measure_changes
from tests.benchmarks.plain_requests import compare_plain_requests, ratio_of_medians
from tests.benchmarks.served_plant import served_plant
from tests.plugins.postgresql import database_url

SUBSCRIBERS = (10, 100, 1_000)
DISTINCT = 100
SUBSCRIBERS_THAT_SHOW = 100
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "live-updates-performance.md"


def main() -> None:
    """Measure and print; `--write` makes the document of it."""
    options = arguments()
    gc.freeze()
    gc.disable()  # pauses of this process would be taken for the server's
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    with database_url() as url, tempfile.TemporaryDirectory(prefix="bench-") as directory:
        os.environ["DATABASE_URL"] = url
        text = asyncio.run(measured_document(Path(directory), options))
    print(text)
    if options.write:
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(text)


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--changes", type=int, default=50, help="posted for each number of subscribers")
    parser.add_argument("--subscribers", type=int, nargs="+", default=list(SUBSCRIBERS))
    parser.add_argument("--rounds", type=int, default=9, help="of plain requests, on each of the two servers")
    parser.add_argument("--write", action="store_true", help=f"write docs/{DOCUMENT.name}")
    return parser.parse_args()


async def measured_document(directory: Path, options: argparse.Namespace) -> str:
    """Everything that is measured, as a document."""
    lines = [(transport, number) for transport in TRANSPORTS for number in options.subscribers]
    with served_plant(directory / "fan-out") as plant:
        identical = [await measure_changes(plant, *line, changes=options.changes) for line in lines]
        distinct = await measure_changes(
            plant, "WebSocket", DISTINCT, changes=options.changes, is_distinct=True
        )
    rates = await compare_plain_requests(directory, streams=max(options.subscribers), rounds=options.rounds)
    conditions = (
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}; the subscribers' "
        f"process shares it. {options.changes} changes for each line, {options.rounds} rounds of plain requests."
    )
    parts = [
        "# Live updates: what was measured",
        __doc__ or "",
        conditions,
        "## From the commit of a change to its subscribers",
        fan_out_table(identical),
        "## Sharing one execution",
        sharing(identical, distinct),
        "## Plain requests beside idle streams",
        plain_requests(rates),
    ]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def fan_out_table(lines: list[Measured]) -> str:
    """One line for each transport and number of subscribers."""
    head = (
        "| transport | subscribers | to each: p50, p99 | to the last: p50, p99 "
        "| from sending the POST to the last: p50, p99 | memory each | processor per change |"
    )
    rows = [
        f"| {one.transport} | {one.subscribers} | {percentiles(one.to_each)} | {percentiles(one.to_the_last)} "
        f"| {percentiles(one.from_sending_to_the_last)} | {memory(one)} "
        f"| {one.processor_ms_per_change:.1f} ms |"
        for one in lines
    ]
    remark = (
        f"Memory is what the server process grew by; for fewer than {SUBSCRIBERS_THAT_SHOW} subscribers that drowns in "
        "what Python kept from before."
    )
    return "\n".join([head, "|---" * 7 + "|", *rows, "", remark])


def memory(line: Measured) -> str:
    """What the process holds for each subscriber, where there are enough of them to tell."""
    return f"{line.kilobytes_each:.0f} kB" if line.subscribers >= SUBSCRIBERS_THAT_SHOW else ""


def percentiles(values: list[float]) -> str:
    """The median and the 99th percentile, in milliseconds."""
    cuts = statistics.quantiles(values, n=100, method="inclusive")
    return f"{cuts[49]:.0f}, {cuts[98]:.0f} ms"


def sharing(identical: list[Measured], distinct: Measured) -> str:
    """What one more identical subscriber costs, and one more that is not identical."""
    sockets = [one for one in identical if one.transport == distinct.transport]
    fewest, most = sockets[0], sockets[-1]
    each = (most.processor_ms_per_change - fewest.processor_ms_per_change) / (
        most.subscribers - fewest.subscribers
    )
    executed = (distinct.processor_ms_per_change - fewest.processor_ms_per_change) / (
        distinct.subscribers - fewest.subscribers
    )
    return (
        f"One more identical subscriber costs {1_000 * each:.0f} µs of processor time per change (from "
        f"{fewest.subscribers} to {most.subscribers} of them). One more with variables of its own, which has to be "
        f"executed, costs {1_000 * executed:.0f} µs ({distinct.subscribers} of them): {executed / each:.0f} times as "
        "much."
    )


def plain_requests(rates: dict[str, list[float]]) -> str:
    """Rates of the script's list on both servers."""
    rows = [
        f"| {name} | {statistics.median(one):.0f} | {min(one):.0f} | {max(one):.0f} |"
        for name, one in rates.items()
    ]
    head = "| server with | requests/s, median | lowest | highest |"
    return "\n".join(
        [head, "|---" * 4 + "|", *rows, "", f"Ratio of the medians: {ratio_of_medians(rates):.2f}"]
    )


if __name__ == "__main__":
    main()
