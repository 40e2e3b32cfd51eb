"""Both doors and what others would have in their place: `make bench`.

All contenders answer the same data, which is compared before anything is measured; they answer it from the same
PostgreSQL, behind the same login by the form, the same session cookie and the same middleware, in the same kind of
server process (uvicorn with four worker threads, as `manage.py serve` starts it, DEBUG off). Peers have processes of
their own: what plain Strawberry leaves to Python's garbage collector would slow whoever comes after it down to half.
Four clients ask, one request after another each, on connections that stay open. Each round measures every contender
once at every size, to and fro; what a table shows is the median of the rounds, and the lowest and the highest. Machines
differ, and so do their moods: only ratios within one run mean anything.

The peers are what somebody who knows the library would write (`tests/benchmarks/peers/`), and then some: each reads one
statement that joins what is asked for and selects no other column, each writes its JSON with orjson, and the
`operationType` of each is a plain string, which is cheaper than the product's enum. Strawberry and ariadne keep parsed
and validated documents, as the product does; graphene-django has no place for that. Plain Strawberry is what its
documentation shows, types over models and the optimizer, which finds nothing left to do here; by hand, it has types of
its own, filled from rows, and no optimizer. django-ninja and Django REST framework are no GraphQL: they answer a GET
with the same list. The suggested view is that of the specification, word for word. Floors are no product: `json_agg`
lets PostgreSQL write the answer to this one query, and the constant answer is what the server and the login cost alone.

Reports of quantities write 500 totals each time: in one call after another on one connection, against 500 calls on four
connections. Every line has to change its operation and is checked to have done so.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import sys
import tempfile
from contextlib import ExitStack
from pathlib import Path

import uvloop

from tests.benchmarks.peers.agreement import Disagreement
from tests.benchmarks.peers.batches import QuantityReports
from tests.benchmarks.peers.document import Measurement
from tests.benchmarks.peers.machine import UnlikeEnvironments, machine
from tests.benchmarks.peers.plants import loaded_shop, plant_with_peers
from tests.benchmarks.peers.rounds import measured, say
from tests.plugins.postgresql import database_url

SIZES = (20, 1_000, 10_000)
REPORTED_SIZE = 1_000
DOCS = Path(__file__).resolve().parents[3] / "docs"


def main() -> None:
    """Measure and print; `--write` makes the document, the figures and the picture of it."""
    options = arguments()
    gc.freeze()
    gc.disable()  # pauses of this process would be taken for the servers'
    try:
        measurement = measure(options)
    except (Disagreement, UnlikeEnvironments) as reason:
        sys.exit(f"Not measured. {reason}")
    text = measurement.text(__doc__ or "")
    print(text)
    if options.write:
        (DOCS / "performance.md").write_text(text, encoding="utf-8")
        (DOCS / "performance.svg").write_text(measurement.picture(), encoding="utf-8")
        (DOCS / "performance.json").write_text(json.dumps(measurement.figures(), indent=2) + "\n")


def arguments() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(
        prog="make bench", description="Measure both doors beside other libraries."
    )
    parser.add_argument(
        "--rounds", type=int, default=5, help="how often each is measured (default: %(default)s)"
    )
    parser.add_argument(
        "--seconds", type=float, default=1.5, help="for each and round (default: %(default)s)"
    )
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES), help="numbers of assignments")
    parser.add_argument("--peers-python", required=True, help="the interpreter of the peers' environment")
    parser.add_argument("--write", action="store_true", help="write docs/performance.md, .svg and .json")
    return parser.parse_args()


def measure(options: argparse.Namespace) -> Measurement:
    """Start everything, measure, and stop everything."""
    with ExitStack() as running:
        url = running.enter_context(database_url())
        os.environ["DATABASE_URL"] = url
        described = machine(peers_python=options.peers_python, database_url=url)
        directory = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="bench-")))
        plants = []
        for size in options.sizes:
            say(f"{size:,} assignments: starting the servers")
            plant = plant_with_peers(directory / str(size), size, peers_python=options.peers_python)
            plants.append(running.enter_context(plant))
        _, reported = running.enter_context(loaded_shop(directory / "reports", REPORTED_SIZE))
        rounds = measured(plants, QuantityReports(reported), rounds=options.rounds, seconds=options.seconds)
        rates = uvloop.run(rounds)
    return Measurement(rates, options.sizes, options.rounds, options.seconds, described)


if __name__ == "__main__":
    main()
