"""A migration runs while the release before it still serves: it may add, and take away only what was unused before."""

import importlib

import pytest
from django.db.migrations import operations
from django.db.models import NOT_PROVIDED

from tests.servers import PROJECT_DIR

TAKING_AWAY = (
    operations.RemoveField,
    operations.DeleteModel,
    operations.RenameField,
    operations.RenameModel,
    operations.AlterModelTable,
)
# Migrations that take away what the release before them no longer used: write here since when it is unused.
UNUSED_BEFORE: dict[str, str] = {}
NAMES = sorted(path.stem for path in (PROJECT_DIR / "monitoring" / "migrations").glob("0*.py"))


@pytest.mark.parametrize("name", NAMES)
def test_the_running_release_can_live_with_the_migration(name: str) -> None:
    migration = importlib.import_module(f"monitoring.migrations.{name}").Migration

    taken = [one for one in migration.operations if isinstance(one, TAKING_AWAY)]
    # Who does not know the field inserts rows without it: the database has to have a value for it.
    demanding = [
        one
        for one in migration.operations
        if isinstance(one, operations.AddField)
        and not (one.field.null or one.field.db_default is not NOT_PROVIDED)
    ]

    assert taken == [] or name in UNUSED_BEFORE
    assert demanding == [], "give them null=True or a db_default"
