"""Hides the folder `graphql_api/compiled`, as if it were deleted: `pytest -p tests.graphql_api.compiled.hidden`."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

HIDDEN = "graphql_api.compiled"
find_any = PathFinder.find_spec


def find_others(
    name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
) -> ModuleSpec | None:
    """Find a module, unless it is in the folder."""
    return None if f"{name}.".startswith(f"{HIDDEN}.") else find_any(name, path, target)


PathFinder.find_spec = find_others  # type: ignore[method-assign, assignment]  # for this process alone
