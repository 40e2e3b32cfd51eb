"""A selection of plain fields, written as a Python function."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from graphql import (
    GraphQLField,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    is_leaf_type,
    is_non_null_type,
    is_object_type,
)

from graphql_api.compiled.leaves import PLAIN, EnumNames, NotPlain, as_it_is, coercion, enum_class
from graphql_api.compiled.plain_fields import Attribute, Call, plain_read

if TYPE_CHECKING:
    from graphql import FieldNode
    from graphql.execution.collect_fields import FieldDetailsList, GroupedFieldSet

# What a row's column stands for: the attributes on the way to it, such as ("operation", "name").
Way = tuple[str, ...]
Collect = Callable[[GraphQLObjectType, "FieldDetailsList"], "GroupedFieldSet | None"]


class Delegated(Exception):
    """A field that only graphql-core can resolve, by its name."""


@dataclass
class Source:
    """Where the values of an object come from: an object by its attributes, or some columns of a row."""

    variable: str
    way: Way = ()
    columns: dict[Way, int] | None = None

    def read(self, attribute: str) -> str:
        """The expression for an attribute; for the value itself where no attribute is named."""
        if not attribute:
            return self.variable
        if self.columns is None:
            return f"{self.variable}.{attribute}"
        way = (*self.way, attribute)
        return f"{self.variable}[{self.columns.setdefault(way, len(self.columns))}]"


@dataclass
class Writer:
    """Writes expressions, and keeps what they refer to by name."""

    collect: Collect
    names: dict[str, Any] = field(default_factory=dict)
    infos: list[tuple[Call, GraphQLObjectType, GraphQLField, FieldDetailsList]] = field(default_factory=list)
    delegated: dict[str, FieldDetailsList] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def name_for(self, value: Any, prefix: str) -> str:
        """A name by which the code refers to a value."""
        name = f"{prefix}{next(self._numbers)}"
        self.names[name] = value
        return name

    def object_of(
        self, type_: GraphQLObjectType, fields: GroupedFieldSet, source: Source, *, may_delegate: bool = False
    ) -> str:
        """The dict of an object's fields. Raises Delegated; with `may_delegate`, such a field is left as None."""
        entries = []
        for response_name, details in fields.items():
            try:
                value = self._field(type_, details, source)
            except Delegated:
                if not may_delegate:
                    raise
                self.delegated[response_name] = details
                value = "None"
            entries.append(f"{response_name!r}: {value}")
        return "{" + ", ".join(entries) + "}"

    def _field(self, type_: GraphQLObjectType, details: FieldDetailsList, source: Source) -> str:
        node = details[0].node
        if node.name.value == "__typename":
            return repr(type_.name)
        field_def, read = plain_field(type_, node)
        if isinstance(read, Attribute):
            return self._value(field_def.type, details, source, read.name)
        value = self._call(read, type_, field_def, details, source)
        return self._value(field_def.type, details, Source(value), "")

    def _call(
        self,
        call: Call,
        type_: GraphQLObjectType,
        field_def: GraphQLField,
        details: FieldDetailsList,
        source: Source,
    ) -> str:
        if source.columns is not None:
            raise Delegated("a function of the object, which a row is not")
        function = self.name_for(call.function, "f")
        if not call.takes_info:
            return f"{function}({source.variable})"
        self.infos.append((call, type_, field_def, details))
        return f"{function}({source.variable}, info=infos[{len(self.infos) - 1}])"

    def _value(
        self, type_: GraphQLOutputType, details: FieldDetailsList, source: Source, attribute: str
    ) -> str:
        is_nullable = not is_non_null_type(type_)
        inner = bare(type_)
        if is_leaf_type(inner):
            return self._leaf(inner, source, attribute, is_nullable=is_nullable)
        if is_object_type(inner):
            fields = self.collect(inner, details)
            if fields is None:
                raise Delegated(f"what is asked of {inner.name}")
            if source.columns is None:
                return self._object(inner, fields, source.read(attribute), is_nullable=is_nullable)
            if is_nullable:
                raise Delegated("an object that may be absent, in a row")
            return self.object_of(inner, fields, replace(source, way=(*source.way, attribute)))
        if isinstance(inner, GraphQLList) and is_leaf_type(item := bare(inner.of_type)):
            return self._leaves(inner, item, source.read(attribute), is_nullable=is_nullable)
        raise Delegated(f"a value of {inner}")

    def _leaf(self, leaf: GraphQLLeafType, source: Source, attribute: str, *, is_nullable: bool) -> str:
        variable, read = f"v{next(self._numbers)}", source.read(attribute)
        first = f"({variable} := {read})"
        otherwise = f"{self.name_for(coercion(leaf, is_nullable=is_nullable), 'c')}({variable})"
        if is_nullable:
            return f"(None if {first} is None else {self._present(leaf, variable, variable, otherwise)})"
        return f"({self._present(leaf, first, variable, otherwise)})"

    def _present(self, leaf: GraphQLLeafType, first: str, variable: str, otherwise: str) -> str:
        """The expression for a leaf's value; `first` is its first mention, which reads it."""
        members = enum_class(leaf)
        if members is not None:
            names = {
                one: self.name_for(EnumNames(coercion(leaf, is_nullable=False)), "e")
                for one in (members, str)
            }
            member = self.name_for(members, "t")
            return (
                f"{names[members]}[{variable}] if type({first}) is {member} "
                f"else {names[str]}[{variable}] if type({variable}) is str else {otherwise}"
            )
        _, condition = as_it_is(leaf)
        if not condition:
            return otherwise if first == variable else otherwise.replace(f"({variable})", first)
        return f"{variable} if {condition.format(v=variable).replace(variable, first, 1)} else {otherwise}"

    def _leaves(self, list_: GraphQLList[Any], leaf: GraphQLLeafType, read: str, *, is_nullable: bool) -> str:
        variable, item = f"v{next(self._numbers)}", f"v{next(self._numbers)}"
        coerced = self.name_for(coercion(leaf, is_nullable=not is_non_null_type(list_.of_type)), "c")
        absent = "None" if is_nullable else "refuse('null')"
        return (
            f"([{coerced}({item}) for {item} in {variable}] if type({variable} := {read}) is list "
            f"else {absent} if {variable} is None else refuse('no list'))"
        )

    def _object(
        self, type_: GraphQLObjectType, fields: GroupedFieldSet, read: str, *, is_nullable: bool
    ) -> str:
        variable = f"s{next(self._numbers)}"
        present = self.checked(type_, self.object_of(type_, fields, Source(variable)), variable)
        absent = "None" if is_nullable else "refuse('null')"
        absent = f"{absent} if {variable} is None else refuse('no object')"
        return f"({present} if plain[type({variable} := {read})] else {absent})"

    def checked(self, type_: GraphQLObjectType, text: str, variable: str) -> str:
        """The object, provided that the type takes it for one of its own."""
        if type_.is_type_of is None:
            return text
        is_type_of = self.name_for(type_.is_type_of, "t")
        return f"({text} if {is_type_of}({variable}, nothing_known) is True else refuse('another type'))"


def plain_field(type_: GraphQLObjectType, node: FieldNode) -> tuple[GraphQLField, Attribute | Call]:
    """A field of a type, and how it is read. Raises Delegated."""
    field_def = type_.fields.get(node.name.value)
    read = plain_read(field_def) if field_def is not None else None
    if field_def is None or read is None or node.arguments:
        raise Delegated(f"{type_.name}.{node.name.value}")
    return field_def, read


def bare(type_: GraphQLOutputType) -> GraphQLOutputType:
    """A type without its exclamation mark."""
    inner: GraphQLOutputType = type_.of_type if isinstance(type_, GraphQLNonNull) else type_
    return inner


def refuse(what: str) -> Any:
    """Leave the value to graphql-core."""
    raise NotPlain(what)


class NothingKnown:
    """In place of `info`, for types that look at objects alone; where one looks at this, graphql-core does it all."""

    def __getattr__(self, name: str) -> Any:
        raise NotPlain(f"info.{name} is needed")


def compiled_function(header: str, body: str, names: Mapping[str, Any]) -> Callable[..., Any]:
    """Make a function of its text."""
    namespace = {**names, "refuse": refuse, "plain": PLAIN, "nothing_known": NothingKnown()}
    code = compile(f"def build({header}):\n{body}", "<compiled selection>", "exec")
    exec(code, namespace)  # noqa: S102 - the text is written above, from a validated document
    function: Callable[..., Any] = namespace["build"]
    return function
