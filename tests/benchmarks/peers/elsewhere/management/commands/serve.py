"""`manage.py serve`, the product's own."""

from graphql_api.management.commands.serve import Command

__all__ = ["Command"]
