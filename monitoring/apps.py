"""Django's registration of the domain."""

from django.apps import AppConfig


class MonitoringConfig(AppConfig):
    """Machines, their operations and the planners' overrides."""

    name = "monitoring"
    verbose_name = "Machine monitoring"
    default_auto_field = "django.db.models.BigAutoField"
