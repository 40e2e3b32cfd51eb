"""Fields of types over models whose columns are always loaded."""

from typing import Any

from strawberry.types import Info
from strawberry_django.fields.field import StrawberryDjangoField


class Column(StrawberryDjangoField):
    """A column that the domain has read already: a plain attribute read.

    The library's own field guards every read against a query in an event loop, which costs more than all the rest of
    a field. Execution here is synchronous and the domain reads whole rows, so there is nothing to guard against.
    """

    @property
    def plain_attribute(self) -> str:
        """The attribute that is read where the field has no resolver."""
        return self.django_name or self.python_name

    @property
    def is_basic_field(self) -> bool:
        """Whether the executor may skip arguments and `info`."""
        return self.base_resolver is None

    def get_result(self, source: Any, info: Info | None, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """Read the attribute."""
        if self.base_resolver is not None:
            return super().get_result(source, info, args, kwargs)
        return getattr(source, self.plain_attribute)
