"""A selection of plain fields as the JSON of one item, for lists whose source writes JSON itself."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

import orjson
from graphql import GraphQLLeafType, GraphQLObjectType, is_leaf_type, is_non_null_type, is_object_type

from graphql_api.compiled.leaves import as_it_is, coercion, enum_class
from graphql_api.compiled.plain_fields import Attribute
from graphql_api.compiled.selection import Delegated, bare, plain_field
from graphql_api.row_source import JsonValue

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

    from graphql_api.compiled.selection import Collect, Way
    from graphql_api.row_source import JsonTemplate

# PostgreSQL joins a text of its parts two by two, before anybody counts items: neither the depth of the expression nor
# what is repeated for each item may be as long as a document.
MOST_VALUES = 100
MOST_CHARACTERS = 2_000


def json_template(
    type_: GraphQLObjectType, fields: GroupedFieldSet, collect: Collect, written: Mapping[Way, type]
) -> JsonTemplate | None:
    """The template; None where the source does not write all that is asked for."""
    try:
        parts = list(TemplateWriter(collect, written).object_of(type_, fields, ()))
    except Delegated:
        return None
    texts = [part for part in parts if isinstance(part, str)]
    if len(parts) - len(texts) > MOST_VALUES or sum(map(len, texts)) > MOST_CHARACTERS:
        return None
    runs = groupby(parts, key=lambda part: isinstance(part, str))
    return tuple(one for is_text, run in runs for one in (["".join(map(str, run))] if is_text else run))


class TemplateWriter:
    """Writes the parts of a template. Raises Delegated."""

    def __init__(self, collect: Collect, written: Mapping[Way, type]) -> None:
        self._collect = collect
        self._written = written

    def object_of(
        self, type_: GraphQLObjectType, fields: GroupedFieldSet, way: Way
    ) -> Iterator[str | JsonValue]:
        """An object with its fields; conditions may have left it none."""
        yield "{"
        for number, (response_name, details) in enumerate(fields.items()):
            yield f"{',' if number else ''}{json_of(response_name)}:"
            yield from self._field(type_, details, way)
        yield "}"

    def _field(
        self, type_: GraphQLObjectType, details: FieldDetailsList, way: Way
    ) -> Iterator[str | JsonValue]:
        node = details[0].node
        if node.name.value == "__typename":
            yield json_of(type_.name)
            return
        field_def, read = plain_field(type_, node)
        if not isinstance(read, Attribute):
            raise Delegated(f"{type_.name}.{node.name.value}")
        inner, is_nullable = bare(field_def.type), not is_non_null_type(field_def.type)
        further = (*way, read.name)
        if is_leaf_type(inner):
            yield JsonValue(further, is_nullable, self._names(inner, further))
            return
        if not is_object_type(inner) or is_nullable or (fields := self._collect(inner, details)) is None:
            raise Delegated(f"a value of {inner}")
        yield from self.object_of(inner, fields, further)

    def _names(self, leaf: GraphQLLeafType, way: Way) -> tuple[tuple[str, str], ...]:
        """The JSON of an enum's values, none for scalars whose values travel as they are."""
        written, members = self._written.get(way), enum_class(leaf)
        if written is not None and written is as_it_is(leaf)[0]:
            return ()
        if written is not str or members is None:
            raise Delegated(f"a value of {leaf}")
        name_of = coercion(leaf, is_nullable=False)
        return tuple(
            (one.value, json_of(name_of(one.value))) for one in members if isinstance(one.value, str)
        )


def json_of(text: str) -> str:
    """A string in JSON."""
    return orjson.dumps(text).decode()
