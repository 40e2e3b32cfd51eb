"""Query texts are made ready once."""

import pytest
from graphql import specified_rules

from graphql_api.documents import TEXTS_KEPT, PreparedDocument, prepare, token_count
from graphql_api.guarded_schema import GuardedSchema
from graphql_api.limits import GraphQLLimits
from tests.graphql_api.transport.stand_in import Query, schema

LIMITS = GraphQLLimits()
RULES = tuple(specified_rules)


def prepared(text: str, limits: GraphQLLimits = LIMITS, of: GuardedSchema = schema) -> PreparedDocument:
    return prepare(of._schema, text, limits, RULES)  # noqa: SLF001  # as the extension does


def test_the_same_text_gives_the_same_document() -> None:
    assert prepared("{ viewer }").document is prepared("{ viewer }").document


def test_another_schema_or_other_limits_are_checked_anew() -> None:
    smaller = GuardedSchema(query=Query)

    assert prepared('mutation { rename(name: "a") }').errors == ()
    assert prepared('mutation { rename(name: "a") }', of=smaller).errors != ()
    assert prepared("{ machine { pk } }", GraphQLLimits(depth=1)).errors != ()
    assert prepared("{ machine { pk } }").errors == ()


def test_the_number_of_texts_kept_is_bounded() -> None:
    for number in range(TEXTS_KEPT * 2):
        prepared(f"{{ machine(pk: {number}) {{ pk }} }}")

    assert prepare.cache_info().currsize == TEXTS_KEPT


@pytest.mark.parametrize(
    ("text", "count"),
    [("{ a }", 3), ("# one\n{ a # two\n }", 5), ('{ a(b: "c d", e: $f) }', 12), ("", 0), ("# alone", 1)],
)
def test_tokens_and_comments_are_counted(text: str, count: int) -> None:
    assert token_count(text) == count


def test_errors_that_are_kept_hold_no_frames() -> None:
    [error] = prepared("{ machine(").errors

    assert error.__traceback__ is None


def test_a_text_beyond_the_limit_is_not_kept() -> None:
    kept = prepare.cache_info().misses

    result = schema.execute_sync("{ viewer }" + " " * LIMITS.document_characters)

    assert result.errors is not None
    assert [(error.extensions or {})["limit"] for error in result.errors] == ["document_characters"]
    assert prepare.cache_info().misses == kept
