"""The schema's names for Python's names."""

from functools import lru_cache

from strawberry.schema.name_converter import NameConverter

NAMES_KEPT = 1_024


@lru_cache(maxsize=NAMES_KEPT)
def schema_name(name: str) -> str:
    """The name in camel case, made once: a batch of 500 lines asks for each of its fields 500 times."""
    return NameConverter().apply_naming_config(name)


class KnownNames(NameConverter):
    """Strawberry's own names, from a cache."""

    def apply_naming_config(self, name: str) -> str:
        return schema_name(name)
