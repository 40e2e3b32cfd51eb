"""The database notes each statement that may change the list of manual assignments, whoever sends it.

A later migration that makes one of these tables anew on SQLite, as Django does to alter a column, has to end with
`create_triggers` again.
"""

from collections.abc import Iterator
from typing import Any

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

NOTED = {
    "monitoring_machineoperationassignment": (
        "INSERT",
        "DELETE",
        "UPDATE OF machine_id, manual_current_operation_id, manual_next_operation_id",
    ),
    "monitoring_monitor_operation": ("UPDATE OF monitor_operation_id",),
    "monitoring_machine": ("UPDATE OF is_active",),
}
POSTGRESQL_FUNCTION = """
CREATE FUNCTION monitoring_note_assignment_list_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO monitoring_assignmentlistchange DEFAULT VALUES;
    RETURN NULL;
END
$$
"""
POSTGRESQL_TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION monitoring_note_assignment_list_change()
"""
SQLITE_TRIGGER = """
CREATE TRIGGER {name} AFTER {event} ON {table}
BEGIN INSERT INTO monitoring_assignmentlistchange (id) VALUES (NULL); END
"""


def triggers() -> Iterator[dict[str, str]]:
    for table, events in NOTED.items():
        for event in events:
            yield {"name": f"{table}_{event.split()[0].lower()}_noted", "table": table, "event": event}


def create_triggers(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    if on_postgresql:
        schema_editor.execute(POSTGRESQL_FUNCTION)
    for trigger in triggers():
        schema_editor.execute((POSTGRESQL_TRIGGER if on_postgresql else SQLITE_TRIGGER).format(**trigger))


def drop_triggers(_apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_postgresql = schema_editor.connection.vendor == "postgresql"
    for trigger in triggers():
        on_table = f" ON {trigger['table']}" if on_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER {trigger['name']}{on_table}")
    if on_postgresql:
        schema_editor.execute("DROP FUNCTION monitoring_note_assignment_list_change()")


class Migration(migrations.Migration):
    dependencies = [
        ("monitoring", "0002_event_log_state"),
    ]

    operations = [
        migrations.CreateModel(
            name="AssignmentListChange",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
        ),
        migrations.RunPython(create_triggers, drop_triggers),
    ]
