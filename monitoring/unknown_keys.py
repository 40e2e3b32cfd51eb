"""Tells the log of keys that a payload has and no rule knows: a misspelt key is otherwise never found."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

logger = logging.getLogger(__name__)

# A client that makes keys up must not fill the memory or the log.
MAXIMUM_KEYS_TOLD: Final = 100
LONGEST_KEY_TOLD: Final = 60

_told: set[str] = set()
_lock = threading.Lock()


def note_unknown_keys(keys: AbstractSet[str]) -> None:
    """Warn of each key once in the life of this process; after 100 different ones, of none any more."""
    for key in sorted(key[:LONGEST_KEY_TOLD] for key in keys):
        if _is_new(key):
            logger.warning(
                "Ignoring the unknown key %s in a body that was sent here (told once).", ascii(key)
            )


def _is_new(key: str) -> bool:
    with _lock:
        if key in _told or len(_told) >= MAXIMUM_KEYS_TOLD:
            return False
        _told.add(key)
        return True
