"""Who enters where: programs, which read JSON, and people, who read pages."""

PROGRAMS_ENTER_BY = ("/monitoring/", "/graphql/")
PAGES_AMONG_THEM = ("/monitoring/planning/", "/monitoring/board/")


def is_program_door(path: str) -> bool:
    """Whether programs, not people, read the answers at this path."""
    return path.startswith(PROGRAMS_ENTER_BY) and not path.startswith(PAGES_AMONG_THEM)
