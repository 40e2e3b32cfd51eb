"""Answers in a form in which two are equal only where they are the same to the letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import orjson

if TYPE_CHECKING:
    from collections.abc import Iterable

    from graphql import GraphQLError

ADDRESS = re.compile("0x[0-9a-f]+")


def exact(value: Any) -> Any:
    """A value with its type, a dict with the order of its keys; what is JSON already is read."""
    if isinstance(value, orjson.Fragment):
        return exact(orjson.loads(orjson.dumps(value)))
    kind = type(value).__name__
    if isinstance(value, dict):
        return (kind, [(name, exact(one)) for name, one in value.items()])
    if isinstance(value, list | tuple):
        return (kind, [exact(one) for one in value])
    return (kind, ADDRESS.sub("0x…", repr(value)))


def exact_errors(errors: Iterable[GraphQLError] | None) -> list[Any]:
    """Errors as a client gets them, each with what it came from."""
    return [
        (exact(one.formatted), type(one.original_error).__name__, str(one.original_error))
        for one in errors or ()
    ]
