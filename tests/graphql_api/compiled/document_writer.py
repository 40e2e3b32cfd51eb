"""Writes valid documents over a schema, as far as somebody makes the choices."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from graphql import (
    GraphQLArgument,
    GraphQLBoolean,
    GraphQLCompositeType,
    GraphQLField,
    GraphQLInputType,
    GraphQLInterfaceType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    OperationType,
    get_named_type,
    is_composite_type,
    is_introspection_type,
    is_leaf_type,
    is_required_argument,
)
from graphql.utilities import do_types_overlap

from tests.graphql_api.compiled.choices import Choices
from tests.graphql_api.compiled.input_values import Variable, any_value, literal, present_value

ALIASES = [f"alias{number}" for number in range(4)]
FLAGS = [f"flag{number}" for number in range(3)]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation."""

    name: str
    text: str
    variables: tuple[Variable, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A field up to its selection."""

    response_name: str
    name: str
    arguments: str
    type: str
    variables: frozenset[str]

    def __str__(self) -> str:
        alias = "" if self.response_name == self.name else f"{self.response_name}: "
        return f"{alias}{self.name}{self.arguments}"


@dataclass(frozen=True, slots=True)
class Fragment:
    """A finished fragment; `variables` are also those of the fragments that it spreads."""

    name: str
    condition: GraphQLCompositeType
    selection: str
    variables: frozenset[str]

    def __str__(self) -> str:
        return f"fragment {self.name} on {self.condition} {self.selection}"


@dataclass
class DocumentWriter:
    """Writes one document; in all of it, a response name stands for one field with the same arguments and type.

    So many fields are still to be written, and so many of a hundred selections are conditional.
    """

    choices: Choices
    schema: GraphQLSchema
    avoided: frozenset[str]
    left: int
    conditions: int
    heads: dict[str, Head] = field(default_factory=dict)
    variables: dict[str, Variable] = field(default_factory=dict)
    fragments: list[Fragment] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def operation(self, name: str, kind: OperationType, depth: int) -> Operation:
        """Write an operation, and the fragments that it needs."""
        root = self.schema.get_root_type(kind)
        assert root is not None
        with self._definition() as used:
            selection = self._selections(root, depth)
        variables = tuple(self.variables[one] for one in sorted(used))
        declared = f"({', '.join(map(str, variables))})" if variables else ""
        return Operation(name, f"{kind.value} {name}{declared} {selection}", variables)

    @contextmanager
    def _definition(self) -> Iterator[set[str]]:
        outer, self.used = self.used, set()
        yield self.used
        self.used = outer

    def _selections(self, parent: GraphQLCompositeType, depth: int) -> str:
        count = 1 + self.choices.number(5)
        return "{\n" + "\n".join(self._selection(parent, depth) for _ in range(count)) + "\n}"

    def _selection(self, parent: GraphQLCompositeType, depth: int) -> str:
        self.left -= 1
        goes_deeper = self.left > 0 and depth > 0
        what = self.choices.number(100)
        if goes_deeper and what >= 90:
            return self._spread(parent, depth - 1)
        if goes_deeper and what >= 78:
            return self._inline_fragment(parent, depth - 1)
        if what >= 70:
            return self._typename()
        return self._field(parent, depth, goes_deeper=goes_deeper)

    def _typename(self) -> str:
        alias = f"{self.choices.one(['typeA', 'typeB'])}: " if self.choices.happens(40) else ""
        return f"{alias}__typename{self._directives()}"

    def _field(self, parent: GraphQLCompositeType, depth: int, *, goes_deeper: bool) -> str:
        fields = parent.fields if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType) else {}
        is_root = parent in {self.schema.query_type, self.schema.mutation_type}
        wants_composite = goes_deeper and self.choices.happens(85 if is_root else 45)
        names = [name for name, one in fields.items() if self._is_eligible(name, one, wants_composite)]
        if not names:
            return self._typename()
        name = self.choices.one(names)
        head = self._head(name, fields[name])
        self.used |= head.variables
        written = f"{head}{self._directives()}"
        inner = get_named_type(fields[name].type)
        if is_composite_type(inner):
            return f"{written} {self._selections(inner, depth - 1)}"
        return written

    def _is_eligible(self, name: str, field_: GraphQLField, wants_composite: bool) -> bool:
        return name not in self.avoided and is_leaf_type(get_named_type(field_.type)) is not wants_composite

    def _head(self, name: str, field_: GraphQLField) -> Head:
        same = [one for one in self.heads.values() if (one.name, one.type) == (name, str(field_.type))]
        if same and self.choices.happens(50):
            return self.choices.one(same)
        arguments, variables = self._arguments(field_)
        aliases = ALIASES if self.choices.happens(25) else [name, *ALIASES]
        for response_name in (*aliases, f"alias{len(self.heads) + len(ALIASES)}"):
            head = Head(response_name, name, arguments, str(field_.type), variables)
            if self.heads.setdefault(response_name, head) == head:
                return head
        raise AssertionError("one of so many response names is free")

    def _arguments(self, field_: GraphQLField) -> tuple[str, frozenset[str]]:
        given = {
            name: self._argument(argument)
            for name, argument in field_.args.items()
            if is_required_argument(argument) or self.choices.happens(50)
        }
        variables = frozenset(text[1:] for text in given.values() if text.startswith("$"))
        listed = ", ".join(f"{name}: {text}" for name, text in given.items())
        return (f"({listed})" if listed else "", variables)

    def _argument(self, argument: GraphQLArgument) -> str:
        if not self.choices.happens(35):
            return literal(any_value(self.choices, argument.type), argument.type)
        variable = self._variable_for(f"value{len(self.variables)}", argument.type)
        return f"${variable.name}"

    def _variable_for(self, name: str, wanted: GraphQLInputType) -> Variable:
        """Declare a variable that may be used where a type is wanted."""
        inner = wanted.of_type if isinstance(wanted, GraphQLNonNull) else wanted
        must_not_be_null = isinstance(wanted, GraphQLNonNull)
        has_default = self.choices.happens(50)
        type_ = GraphQLNonNull(inner) if self.choices.happens(30) else inner
        if must_not_be_null and not has_default:
            type_ = GraphQLNonNull(inner)
        default = literal(present_value(self.choices, inner), inner) if has_default else None
        self.variables[name] = Variable(name, type_, default)
        return self.variables[name]

    def _directives(self) -> str:
        return "".join(
            self._condition(name) for name in ("include", "skip") if self.choices.happens(self.conditions)
        )

    def _condition(self, name: str) -> str:
        if self.choices.happens(30):
            return f" @{name}(if: {self.choices.one(['true', 'false'])})"
        flag = self.choices.one(FLAGS)
        if flag not in self.variables:
            self._variable_for(flag, GraphQLNonNull(GraphQLBoolean))
        self.used.add(flag)
        return f" @{name}(if: ${flag})"

    def _inline_fragment(self, parent: GraphQLCompositeType, depth: int) -> str:
        if self.choices.happens(25):
            return f"...{self._directives()} {self._selections(parent, depth)}"
        condition = self.choices.one(self._conditions(parent))
        return f"... on {condition}{self._directives()} {self._selections(condition, depth)}"

    def _spread(self, parent: GraphQLCompositeType, depth: int) -> str:
        fitting = [one for one in self.fragments if do_types_overlap(self.schema, parent, one.condition)]
        if fitting and self.choices.happens(50):
            fragment = self.choices.one(fitting)
        else:
            fragment = self._fragment(self.choices.one(self._conditions(parent)), depth)
        self.used |= fragment.variables
        return f"...{fragment.name}{self._directives()}"

    def _fragment(self, condition: GraphQLCompositeType, depth: int) -> Fragment:
        with self._definition() as used:
            selection = self._selections(condition, depth)
        fragment = Fragment(f"Part{len(self.fragments)}", condition, selection, frozenset(used))
        self.fragments.append(fragment)
        return fragment

    def _conditions(self, parent: GraphQLCompositeType) -> list[GraphQLCompositeType]:
        """The types of fragments that may stand here; most never apply to some of the objects."""
        overlapping = [
            one
            for one in self.schema.type_map.values()
            if is_composite_type(one)
            and not is_introspection_type(one)
            and do_types_overlap(self.schema, parent, one)
        ]
        return [parent, *overlapping]
