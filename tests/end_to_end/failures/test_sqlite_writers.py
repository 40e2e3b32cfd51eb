"""SQLite lets one write at a time: the others wait for their turn, and no client hears of it."""

from __future__ import annotations

from pathlib import Path

from tests.end_to_end.failures.plants import Plant, assert_nothing_lost
from tests.end_to_end.failures.writers import Syncing, writing
from tests.end_to_end.shop import open_shop

EACH = 10


def test_eight_writers_at_once_are_all_acknowledged_and_nothing_is_lost(tmp_path: Path) -> None:
    with open_shop(f"sqlite:///{tmp_path / 'shop.sqlite3'}", DEBUG="False", WSGI_WORKERS="8") as shop:
        plant = Plant.in_(shop)
        catalogue = [str(9_000 + number) for number in range(len(plant.pool_pks))]
        syncs = [
            Syncing(plant.script, monitor_operation_ids=catalogue, first=first) for first in (1_000, 2_000)
        ]

        with writing(*plant.reporters()[:3], *plant.planners()[:3], *syncs) as writers:
            writers.wait_for_more(EACH)

        assert_nothing_lost(plant, writers)
        assert writers.statuses == {200}
        pool = dict(plant.state()["pool"])
        assert set(pool) == set(catalogue)
        assert set(pool.values()) <= {sync.quantity for sync in syncs}
        assert len(set(pool.values())) == 1, "each sync is whole"
