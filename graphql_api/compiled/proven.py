"""Which versions of the libraries the compiled execution was proven with."""

from __future__ import annotations

import logging
from importlib.metadata import version

logger = logging.getLogger(__name__)

PROVEN = {"graphql-core": "3.3.2", "strawberry-graphql": "0.341.2"}


def is_proven() -> bool:
    """Whether the installed libraries are those; says so in the log where they are not."""
    installed = {name: version(name) for name in PROVEN}
    if installed == PROVEN:
        return True
    logger.warning(
        "GraphQL runs without compiled selections, which is right and slower: they were proven with %s, and %s is "
        "installed. Run the tests with both, then name the versions in graphql_api/compiled/proven.py.",
        *(", ".join(f"{name} {one}" for name, one in versions.items()) for versions in (PROVEN, installed)),
    )
    return False
