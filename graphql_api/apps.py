"""The GraphQL app."""

from django.apps import AppConfig


class GraphqlApiConfig(AppConfig):
    """Registers `graphql_api`; it has no models."""

    name = "graphql_api"

    def ready(self) -> None:
        """Refuse to start with limits that nobody knows; raises ImproperlyConfigured."""
        from graphql_api.limits import current_limits

        current_limits()
