"""What was measured, as a document, as figures and as lines of a picture."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from tests.benchmarks.peers.batches import BATCH, SINGLES
from tests.benchmarks.peers.contenders import CONTENDERS, QUERY, Contender, Work
from tests.benchmarks.peers.machine import SHARED, Machine
from tests.benchmarks.peers.picture import Line, picture
from tests.benchmarks.peers.ratios import Ratio, ratios
from tests.benchmarks.peers.rounds import Rates

PANELS = {
    "The query": (Work.DETAILS, Work.NOTHING),
    "The script's list": (Work.LIST, Work.NOTHING),
}


@dataclass(frozen=True, slots=True)
class Measurement:
    """A whole run."""

    rates: Rates
    sizes: Sequence[int]
    rounds: int
    seconds: float
    machine: Machine

    def text(self, frame: str) -> str:
        """The document: the frame is what people wrote."""
        parts = [
            "# Both doors beside their peers: what was measured",
            frame,
            f"{self.machine.as_text()} Rounds: {self.rounds}, of {self.seconds:g} s for each line and size.",
            "## The query",
            f"```graphql\n{QUERY}\n```",
            self.table(Work.DETAILS, than="strawberry"),
            "![Requests per second over the number of assignments, both axes logarithmic](performance.svg)",
            "## The script's list",
            self.table(Work.LIST, than="suggested_view"),
            "## Reports of quantities",
            self.reports(),
            "## Ratios",
            self.ratios_table(),
            "## Versions",
            versions(self.machine),
        ]
        return "\n\n".join(part.strip() for part in parts) + "\n"

    def figures(self) -> dict[str, Any]:
        """For programs: ratios, medians, and where they come from."""
        return {
            "ratios": {name: rounded(one.of_medians) for name, one in self.ratios().items()},
            "medians": {
                "requests_per_second": {
                    str(size): {one.key: rounded(self.rates.median(one.key, size)) for one in CONTENDERS}
                    for size in self.sizes
                },
                "lines_per_second": {
                    "batch_500": rounded(statistics.median(self.rates.lines[BATCH])),
                    "single_mutations": rounded(statistics.median(self.rates.lines[SINGLES])),
                },
            },
            "rounds": self.rounds,
            "seconds": self.seconds,
            "machine": self.machine.as_json(),
        }

    def picture(self) -> str:
        """How the rates grow less with the number of assignments."""
        panels = {
            name: [self.line(one) for one in CONTENDERS if one.work in works]
            for name, works in PANELS.items()
        }
        return picture("Requests per second, one server process, behind the same login", panels)

    def line(self, one: Contender) -> Line:
        """A contender in the picture."""
        rates = {size: self.rates.median(one.key, size) for size in self.sizes}
        return Line(one.name, rates, is_floor=one.is_floor)

    def table(self, work: Work, *, than: str) -> str:
        """Medians, the lowest and the highest round, and times as fast as one of them."""
        reference = next(one for one in CONTENDERS if one.key == than)
        of_sizes = [f"requests/s at {size:,} | × {reference.name}" for size in self.sizes]
        shown = [one for one in CONTENDERS if one.work in {work, Work.NOTHING}]
        rows = [
            f"| {one.name} | " + " | ".join(self.cell(one, size, than) for size in self.sizes) + " |"
            for one in shown
        ]
        return "\n".join([f"| | {' | '.join(of_sizes)} |", "|---|" + "--:|" * (2 * len(self.sizes)), *rows])

    def cell(self, one: Contender, size: int, than: str) -> str:
        """Two columns of a line."""
        ratio = self.rates.median(one.key, size) / self.rates.median(than, size)
        return f"{spread(self.rates.requests[one.key, size])} | {number(ratio)}"

    def reports(self) -> str:
        """Lines per second by both ways."""
        rows = [f"| `{name}` | {spread(rates)} |" for name, rates in self.rates.lines.items()]
        return "\n".join(["| 1,000 assignments | lines/s |", "|---|--:|", *rows])

    def ratios(self) -> dict[str, Ratio]:
        """Those of this run."""
        return ratios(self.rates, self.sizes)

    def ratios_table(self) -> str:
        """Each ratio of medians, and what it was in the rounds."""
        rows = [
            f"| `{name}` | {number(one.of_medians)} | {number(one.lowest)} to {number(one.highest)} |"
            for name, one in self.ratios().items()
        ]
        return "\n".join(["| ratio | of the medians | within one round |", "|---|--:|--:|", *rows])


def spread(rates: Sequence[float]) -> str:
    """The median, and the lowest and the highest."""
    return f"**{number(statistics.median(rates))}** ({number(min(rates))} to {number(max(rates))})"


def number(value: float) -> str:
    """Three digits that count, no more."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"


def rounded(value: float) -> float:
    """Four digits that count."""
    return float(f"{value:.4g}")


def versions(machine: Machine) -> str:
    """What ran where."""
    shared = [f"{name} {machine.here[name]}" for name in SHARED]
    here = [f"{name} {one}" for name, one in machine.here.items() if name not in SHARED]
    elsewhere = [f"{name} {one}" for name, one in machine.elsewhere.items() if name not in SHARED]
    return "\n".join(
        [
            f"- everywhere: {', '.join(shared)}",
            f"- the product, plain Strawberry, the suggested view and the floors: {', '.join(here)}",
            f"- the other peers: {', '.join(elsewhere)}",
        ]
    )
