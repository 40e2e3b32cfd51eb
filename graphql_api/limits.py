"""How much one GraphQL request may ask for, and the error that says which limit it met."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from functools import lru_cache

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from graphql import GraphQLError

SENTENCES = {
    "depth": "Fields are nested {found} levels deep; at most {allowed} are allowed.",
    "introspection_depth": "Introspection fields are nested {found} levels deep; at most {allowed} are allowed.",
    "aliases": "The operation uses {found} aliases, fragments included; at most {allowed} are allowed.",
    "root_fields": "The operation asks for {found} root fields; at most {allowed} are allowed.",
    "directives": "The operation uses {found} directives, fragments included; at most {allowed} are allowed.",
    "tokens": "The document has {found} tokens, comments included; at most {allowed} are allowed.",
    "document_characters": "The document has {found} characters; at most {allowed} are allowed.",
    "nodes": "The answer would hold more than {allowed} list items ({found} so far). Ask for less.",
    "cost": "The answer's lists would hold more than {allowed} values ({found} so far). Ask for fewer items or fields.",
    "operation_seconds": "The operation takes longer than the {allowed} seconds that are allowed. Ask for less.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphQLLimits:
    """The limits of one request: the defaults of the design, or what the setting GRAPHQL_LIMITS puts in their place.

    `nodes` counts the items of all lists in one answer, `cost` the fields asked of each of them; sizes of pages are in
    items, `body_bytes` in bytes.
    """

    depth: int = 8
    introspection_depth: int = 20
    aliases: int = 15
    root_fields: int = 20
    directives: int = 20
    tokens: int = 1_000
    document_characters: int = 100_000
    nodes: int = 100_000
    cost: int = 2_000_000
    operation_seconds: int = 10
    page_size: int = 100
    event_page_size: int = 200
    body_bytes: int = 1_048_576

    def __post_init__(self) -> None:
        for name, value in asdict(self).items():
            if not isinstance(value, int) or isinstance(value, bool) or value < 1:
                raise ImproperlyConfigured(
                    f"GRAPHQL_LIMITS: {name} must be a positive whole number, not {value!r}."
                )


def current_limits() -> GraphQLLimits:
    """The limits that the settings ask for now; raises ImproperlyConfigured where they name an unknown one."""
    configured: dict[str, int] = getattr(settings, "GRAPHQL_LIMITS", {})
    return limits_from(tuple(configured.items()))


@lru_cache(maxsize=8)
def limits_from(configured: tuple[tuple[str, int], ...]) -> GraphQLLimits:
    """The defaults with these in their place; cached, because every request asks."""
    unknown = {name for name, _ in configured} - {field.name for field in fields(GraphQLLimits)}
    if unknown:
        raise ImproperlyConfigured(f"GRAPHQL_LIMITS: unknown limit {', '.join(sorted(unknown))}.")
    return GraphQLLimits(**dict(configured))


class LimitExceeded(GraphQLError):
    """A request asks for more than one limit allows; `extensions` name the limit, what it allows and what was found."""

    def __init__(self, *, limit: str, allowed: int, found: int) -> None:
        super().__init__(
            SENTENCES[limit].format(allowed=allowed, found=found),
            extensions={"code": "LIMIT_EXCEEDED", "limit": limit, "allowed": allowed, "found": found},
        )
