"""The rates as a picture: an SVG that is read in light and in dark, written by hand, without a library."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

WIDTH, HEIGHT = 1000, 530
TOP, BOTTOM = 96, 470
PLOT_WIDTH = 245
BETWEEN_LABELS = 17
STYLE = """
  svg { --text: #1f2328; --quiet: #59636e; --grid: #d1d9e0; --paper: #ffffff; color-scheme: light dark;
        font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; }
  .c0 { --line: #0550ae; } .c1 { --line: #218bff; } .c2 { --line: #bc4c00; } .c3 { --line: #116329; }
  .c4 { --line: #8250df; } .c5 { --line: #bf3989; } .c6 { --line: #7d4e00; }
  .c7 { --line: #0a7a80; } .floor { --line: #59636e; }
  @media (prefers-color-scheme: dark) {
    svg { --text: #f0f6fc; --quiet: #9198a1; --grid: #3d444d; --paper: #0d1117; }
    .c0 { --line: #79c0ff; } .c1 { --line: #388bfd; } .c2 { --line: #ffa657; } .c3 { --line: #56d364; }
    .c4 { --line: #d2a8ff; } .c5 { --line: #ff9bce; } .c6 { --line: #e3b341; }
    .c7 { --line: #39c5cf; } .floor { --line: #9198a1; }
  }
  .paper { fill: var(--paper); } text { fill: var(--text); } .quiet { fill: var(--quiet); }
  .title { font-size: 17px; font-weight: 600; } .panel { font-weight: 600; } .grid { stroke: var(--grid); }
  polyline { fill: none; stroke: var(--line); stroke-width: 1.8; } .c0 polyline { stroke-width: 3.6; }
  .floor polyline { stroke-dasharray: 5 4; } circle { fill: var(--line); }
  .lead { stroke: var(--line); stroke-width: 1; opacity: .7; } .c0 text { font-weight: 600; }
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A contender's rates by number of assignments."""

    name: str
    rates: Mapping[int, float]
    is_floor: bool = False


@dataclass(frozen=True, slots=True)
class Scales:
    """Where numbers are: logarithmic both ways, the same in each panel."""

    sizes: Sequence[int]
    lowest: int
    highest: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> Scales:
        """Scales that hold all lines."""
        rates = [rate for line in lines for rate in line.rates.values()]
        sizes = sorted({size for line in lines for size in line.rates})
        return cls(sizes, math.floor(math.log10(min(rates))), math.ceil(math.log10(max(rates))))

    def x(self, size: int) -> float:
        """How far right of the panel's left edge."""
        first, last = math.log10(self.sizes[0]), math.log10(self.sizes[-1])
        return PLOT_WIDTH * (math.log10(size) - first) / ((last - first) or 1)

    def y(self, rate: float) -> float:
        """How far down in the picture."""
        share = (math.log10(rate) - self.lowest) / (self.highest - self.lowest)
        return BOTTOM - share * (BOTTOM - TOP)


def picture(title: str, panels: Mapping[str, Sequence[Line]]) -> str:
    """An SVG with one panel beside the other; the first line of each is the one that counts."""
    scales = Scales.of([line for lines in panels.values() for line in lines])
    described = "; ".join(described_line(line) for lines in panels.values() for line in lines)
    step = WIDTH // len(panels)
    drawn = [
        "\n".join(panel(name, lines, scales, left=64 + number * step))
        for number, (name, lines) in enumerate(panels.items())
    ]
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<desc>Requests per second: {escape(described)}</desc>",
            f"<style>{STYLE}</style>",
            f'<rect class="paper" width="{WIDTH}" height="{HEIGHT}"/>',
            f'<text class="title" x="20" y="32">{escape(title)}</text>',
            *drawn,
            "</svg>",
            "",
        ]
    )


def described_line(line: Line) -> str:
    """A line in words."""
    return f"{line.name} " + ", ".join(f"{rate:.3g} at {size:,}" for size, rate in line.rates.items())


def panel(name: str, lines: Sequence[Line], scales: Scales, *, left: float) -> Iterator[str]:
    """Axes, lines and their labels."""
    yield f'<text class="panel" x="{left}" y="{TOP - 34}">{escape(name)}</text>'
    yield f'<text class="quiet" x="{left}" y="{TOP - 14}">requests/s</text>'
    for power in range(scales.lowest, scales.highest + 1):
        y = scales.y(10.0**power)
        yield f'<line class="grid" x1="{left}" x2="{left + PLOT_WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        yield f'<text class="quiet" text-anchor="end" x="{left - 8}" y="{y + 4:.1f}">{10.0**power:,g}</text>'
    for size in scales.sizes:
        x = left + scales.x(size)
        yield f'<line class="grid" x1="{x:.1f}" x2="{x:.1f}" y1="{TOP}" y2="{BOTTOM}"/>'
        yield f'<text class="quiet" text-anchor="middle" x="{x:.1f}" y="{BOTTOM + 20}">{size:,}</text>'
    middle = left + PLOT_WIDTH / 2
    yield f'<text class="quiet" text-anchor="middle" x="{middle}" y="{BOTTOM + 42}">manual assignments</text>'
    places = label_places([scales.y(line.rates[max(line.rates)]) for line in lines])
    for number, (line, place) in enumerate(zip(lines, places, strict=True)):
        yield drawn_line(line, "floor" if line.is_floor else f"c{number}", scales, left=left, label_y=place)


def drawn_line(line: Line, style: str, scales: Scales, *, left: float, label_y: float) -> str:
    """A line with a dot for each measurement, and its name where it ends."""
    points = [(left + scales.x(size), scales.y(rate)) for size, rate in sorted(line.rates.items())]
    (end_x, end_y), label_x = points[-1], left + PLOT_WIDTH + 26
    drawn = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    dots = "".join(f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.2"/>' for x, y in points)
    lead = f'<line class="lead" x1="{end_x + 5:.1f}" y1="{end_y:.1f}" x2="{label_x - 4}" y2="{label_y:.1f}"/>'
    name = f'<text x="{label_x}" y="{label_y + 4:.1f}">{escape(line.name)}</text>'
    return f'<g class="{style}"><polyline points="{drawn}"/>{dots}{lead}{name}</g>'


def label_places(wanted: Sequence[float]) -> list[float]:
    """Where labels go that would like to be there, so that none covers another and all stay within the panel."""
    order = sorted(range(len(wanted)), key=wanted.__getitem__)
    places = list(wanted)
    for above, below in pairwise(order):
        places[below] = max(places[below], places[above] + BETWEEN_LABELS)
    overhang = max(0.0, places[order[-1]] - BOTTOM)
    places[order[-1]] -= overhang
    for below, above in pairwise(reversed(order)):
        places[above] = min(places[above], places[below] - BETWEEN_LABELS)
    return places
