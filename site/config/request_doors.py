"""Which of the site's doors a request came by, in one word, for the log and for figures."""

from typing import Final

from config.errors import is_program_door

GRAPHQL: Final = "graphql"
ADMIN: Final = "admin"
REST: Final = "rest"
PAGES: Final = "pages"
OTHER: Final = "other"
DOORS: Final = (REST, GRAPHQL, PAGES, ADMIN, OTHER)

PAGES_ARE_UNDER: Final = ("/monitoring/planning/", "/monitoring/board/", "/accounts/", "/language/")


def door_of(path: str) -> str:
    """The door at a path: `other` is for static files and for what does not exist."""
    if path.startswith("/graphql/"):
        return GRAPHQL
    if path.startswith("/admin/"):
        return ADMIN
    if path == "/" or path.startswith(PAGES_ARE_UNDER):
        return PAGES
    return REST if is_program_door(path) else OTHER
