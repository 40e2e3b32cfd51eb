"""What the doctor thinks of figures: the rest is looked at on real deployments, in tests/end_to_end/test_doctor.py."""

from pathlib import Path

import pytest

from config.doctor.database import clock_verdict
from config.doctor.findings import Level, problem
from config.doctor.installation import disk_verdict

GIGABYTE = 1_000_000_000


@pytest.mark.parametrize(
    ("apart", "level"),
    [(0.0, Level.OK), (2.0, Level.OK), (2.1, Level.WARNING), (60.0, Level.WARNING), (61.0, Level.PROBLEM)],
)
def test_clocks_that_run_apart_are_told_of(apart: float, level: Level) -> None:
    finding = clock_verdict(apart)

    assert finding.level is level
    assert f"{apart:.1f} s apart" in finding.sentence
    assert bool(finding.remedy) is (level is not Level.OK)


@pytest.mark.parametrize(
    ("free", "total", "level"),
    [
        pytest.param(20, 100, Level.OK, id="enough"),
        pytest.param(9, 100, Level.WARNING, id="less than a tenth"),
        pytest.param(0.9, 2, Level.PROBLEM, id="less than a gigabyte"),
    ],
)
def test_a_disk_that_fills_up_is_told_of(free: float, total: float, level: Level) -> None:
    finding = disk_verdict(Path("/srv"), free=int(free * GIGABYTE), total=int(total * GIGABYTE))

    assert finding.level is level
    assert f"{free:.1f} of {total:.1f} GB are free at /srv." in finding.sentence


def test_a_finding_is_one_line_whatever_the_database_says() -> None:
    told = problem("database", "It does not answer: connection failed\n\tIs it running?\n", "Start it.")

    assert str(told) == "PROBLEM  database: It does not answer: connection failed Is it running? Start it."
