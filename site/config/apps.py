"""The site as an app of Django's: its commands, and what it listens to."""

from django.apps import AppConfig
from django.conf import settings


class SiteConfig(AppConfig):
    """Registers `config`; it has no models."""

    name = "config"

    def ready(self) -> None:
        """Begin to count, where figures can be asked for."""
        if settings.METRICS_TOKEN:
            from config.metrics.counting import begin_to_count

            begin_to_count()
