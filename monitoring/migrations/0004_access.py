"""The roles as groups: `planner`, `reporter` and `viewer`.

A group of such a name that is there already keeps all that it has, and gets the role's permission. Going back takes
nothing away: people may have been put into the groups since.
"""

from typing import Any

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

REPORT = ("report_quantities", "Can report quantities, speak for Monitor and sync the pool")
# Model, codename and name of what each role may do, as Django writes them itself after all migrations: too late here.
ROLES: dict[str, list[tuple[str, str, str]]] = {
    "planner": [
        ("machineoperationassignment", "change_machineoperationassignment", "Can change assignment"),
    ],
    "reporter": [("monitor_operation", *REPORT)],
    "viewer": [],
}


def make_roles(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    database = schema_editor.connection.alias
    for role, permissions in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.using(database).get_or_create(name=role)
        for model, codename, name in permissions:
            group.permissions.add(permission(apps, database, model=model, codename=codename, name=name))


def permission(apps: Any, database: str, *, model: str, codename: str, name: str) -> Any:
    """Django's own row of a permission, made here where Django has not made it yet."""
    content_types = apps.get_model("contenttypes", "ContentType").objects.using(database)
    content_type, _ = content_types.get_or_create(app_label="monitoring", model=model)
    permissions = apps.get_model("auth", "Permission").objects.using(database)
    made, _ = permissions.get_or_create(
        content_type_id=content_type.pk, codename=codename, defaults={"name": name}
    )
    return made


class Migration(migrations.Migration):
    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("monitoring", "0003_assignment_list_change"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="monitor_operation", options={"permissions": [REPORT], "verbose_name": "operation"}
        ),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]
