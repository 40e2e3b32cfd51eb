"""The schema as a contract: what was promised, what every part of it says of itself, and what it never shows."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
    parse,
    validate,
)
from graphql.language import ast

from graphql_api.enums import ErrorCode
from graphql_api.errors import TYPES
from graphql_api.schema import schema
from monitoring.domain import errors
from monitoring.domain.errors import DomainError

ROOT = Path(__file__).parents[3]
CORE = parse((Path(__file__).parent / "core.graphql").read_text())
EXAMPLES = sorted((ROOT / "site/frontend/src/graphiql/examples").glob("*.graphql"))
SDL = schema.as_str()
BUILT: GraphQLSchema = build_schema(SDL)
OWN_TYPES = {name: kind for name, kind in BUILT.type_map.items() if not name.startswith("__")}
MUTATIONS = BUILT.mutation_type.fields if BUILT.mutation_type else {}
SENTENCE = re.compile(r"[A-Z].*[^.]\.", re.DOTALL)


def members(definition: ast.DefinitionNode) -> set[str]:
    """Fields with their arguments, or values of an enum, as one line each, without descriptions."""
    nodes = getattr(definition, "fields", None) or getattr(definition, "values", None) or ()
    return {re.sub(r'"""(?s:.)*?"""\s*', "", node_text(node)) for node in nodes}


def node_text(node: ast.Node) -> str:
    match node:
        case ast.FieldDefinitionNode():
            arguments = ", ".join(node_text(argument) for argument in node.arguments or ())
            return f"{node.name.value}({arguments}): {node_text(node.type)}"
        case ast.InputValueDefinitionNode():
            default = f" = {node_text(node.default_value)}" if node.default_value else ""
            return f"{node.name.value}: {node_text(node.type)}{default}"
        case ast.NonNullTypeNode():
            return f"{node_text(node.type)}!"
        case ast.ListTypeNode():
            return f"[{node_text(node.type)}]"
        case ast.NamedTypeNode() | ast.EnumValueDefinitionNode():
            return node.name.value
        case ast.BooleanValueNode() | ast.IntValueNode():
            return str(node.value).lower()
    raise AssertionError(f"The core has no {type(node).__name__}.")


def definitions(document: ast.DocumentNode) -> dict[str, ast.DefinitionNode]:
    return {getattr(node, "name").value: node for node in document.definitions}  # noqa: B009  # only some have one


@pytest.mark.parametrize("name", definitions(CORE))
def test_what_was_promised_stands_in_the_schema(name: str) -> None:
    promised = members(definitions(CORE)[name])

    offered = members(definitions(parse(SDL))[name])

    assert promised - offered == set()


@pytest.mark.parametrize("name", ["OperationType", "SlotSource"])
def test_a_closed_vocabulary_has_no_further_words(name: str) -> None:
    assert members(definitions(parse(SDL))[name]) == members(definitions(CORE)[name])


def test_the_committed_schema_file_is_fresh(tmp_path: Path) -> None:
    """`manage.py export_schema graphql_api.schema:schema --path schema.graphql` makes it anew."""
    call_command("export_schema", "graphql_api.schema:schema", path=str(tmp_path / "schema.graphql"))

    assert (ROOT / "schema.graphql").read_text() == (tmp_path / "schema.graphql").read_text()


@pytest.mark.parametrize("example", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_the_examples_of_graphiql_are_valid(example: Path) -> None:
    assert validate(BUILT, parse(example.read_text())) == []


def test_graphiql_has_examples() -> None:
    assert len(EXAMPLES) >= 5


def described() -> dict[str, str | None]:
    """Everything that can have a description, by its path in the schema."""
    found: dict[str, str | None] = {}
    for name, kind in OWN_TYPES.items():
        found[name] = kind.description
        if isinstance(kind, GraphQLEnumType):
            found |= {f"{name}.{value}": one.description for value, one in kind.values.items()}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            found |= {f"{name}.{field}": one.description for field, one in kind.fields.items()}
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType):
            found |= {
                f"{name}.{field}({argument})": taken.description
                for field, one in kind.fields.items()
                for argument, taken in one.args.items()
            }
    return found


def test_every_part_of_the_schema_is_described_in_a_sentence() -> None:
    built_in = {"Int", "Float", "String", "Boolean", "ID"}

    undescribed = {
        path: text
        for path, text in described().items()
        if path not in built_in and not SENTENCE.fullmatch(text or "")
    }

    assert undescribed == {}
    assert len(described()) > 200


def test_no_account_can_be_reached() -> None:
    fields = {path.rpartition(".")[2].lower() for path in described()}

    private = {
        "user",
        "email",
        "password",
        "session",
        "lastlogin",
        "isstaff",
        "issuperuser",
        "groups",
        "image",
    }
    assert fields & private == set()
    assert not [name for name in OWN_TYPES if "user" in name.lower()]


def test_ids_are_never_numbers() -> None:
    """Monitor's exceed the integers that a JavaScript number holds exactly, and ours are opaque."""
    ids = {
        f"{name}.{field}": str(one.type).strip("![]")
        for name, kind in OWN_TYPES.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInputObjectType)
        for field, one in kind.fields.items()
        if field == "id" or field.endswith("Id")
    }

    numbers = {path for path, kind in ids.items() if kind not in {"ID", "String"}}
    monitors = {path: kind for path, kind in ids.items() if path.endswith("monitorOperationId")}
    assert numbers == set()
    assert set(monitors.values()) == {"String"}


@pytest.mark.parametrize("name", MUTATIONS)
def test_a_mutation_takes_one_input_and_answers_a_union_of_success_and_errors(name: str) -> None:
    upper = name[0].upper() + name[1:]
    field = MUTATIONS[name]
    result = BUILT.type_map[f"{upper}Result"]

    assert {argument: str(taken.type) for argument, taken in field.args.items()} == {
        "input": f"{upper}Input!"
    }
    assert isinstance(field.type, GraphQLNonNull)
    assert field.type.of_type is result
    assert isinstance(result, GraphQLUnionType)
    success, *refused = result.types
    assert success.name == f"{upper}Success"
    assert {"changed", "warnings"} < set(success.fields)
    assert refused
    assert all([interface.name for interface in error.interfaces] == ["Error"] for error in refused)


def test_every_mutation_may_be_denied() -> None:
    results = [
        kind
        for name, kind in OWN_TYPES.items()
        if isinstance(kind, GraphQLUnionType) and name != "PlanningEventsResult"
    ]

    assert [
        union.name for union in results if "PermissionDenied" not in {one.name for one in union.types}
    ] == []


def refusals() -> set[type[DomainError]]:
    """What the domain's own module of refusals declares; another module's are of the administration alone."""
    return {kind for kind in DomainError.__subclasses__() if kind.__module__ == errors.__name__}


def test_every_error_code_is_the_code_of_a_refusal_at_the_rest_door_in_upper_case() -> None:
    assert {code.name.lower() for code in ErrorCode} == {refusal.code for refusal in refusals()}
    assert {code.value for code in ErrorCode} == {refusal.code for refusal in refusals()}


def test_every_refusal_has_an_error_type_named_like_its_code() -> None:
    def in_words(name: str) -> str:
        return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()

    assert set(TYPES) == refusals()
    assert {kind.code: in_words(TYPES[kind].__name__) for kind in TYPES} == {
        kind.code: kind.code for kind in TYPES
    }


def test_values_of_enums_are_upper_case() -> None:
    values = [
        value for kind in OWN_TYPES.values() if isinstance(kind, GraphQLEnumType) for value in kind.values
    ]

    assert [value for value in values if value != value.upper()] == []


def test_no_type_is_named_after_its_kind() -> None:
    def awkward(kind: GraphQLNamedType) -> bool:
        return kind.name.endswith(("Type", "List", "Enum")) and kind.name != "OperationType"

    assert [kind.name for kind in OWN_TYPES.values() if awkward(kind)] == []
