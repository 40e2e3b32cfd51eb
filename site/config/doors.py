"""The site's doors: which of them a request came by, and whether programs or people read what leaves there."""

from typing import Final

GRAPHQL: Final = "graphql"
ADMIN: Final = "admin"
REST: Final = "rest"
PAGES: Final = "pages"
OTHER: Final = "other"
DOORS: Final = (REST, GRAPHQL, PAGES, ADMIN, OTHER)

PAGES_ARE_UNDER: Final = ("/monitoring/planning/", "/monitoring/board/", "/accounts/", "/language/")


def door_of(path: str) -> str:
    """The door at a path, in one word; `other` is for static files and for what does not exist."""
    if path.startswith("/graphql/"):
        return GRAPHQL
    if path.startswith("/admin/"):
        return ADMIN
    if path == "/" or path.startswith(PAGES_ARE_UNDER):
        return PAGES
    return REST if path.startswith("/monitoring/") else OTHER


def is_program_door(path: str) -> bool:
    """Whether programs, which read JSON, and not people read the answers at this path."""
    return door_of(path) in {REST, GRAPHQL}
