"""The strict JSON reader of every door."""

from decimal import Decimal

import pytest

from monitoring.json_body import MAXIMUM_DEPTH, MAXIMUM_DIGITS, UnreadableBody, read_json


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b'{"machine_pk": 5, "name": "\xc3\x85sa"}', {"machine_pk": 5, "name": "Åsa"}),
        (b" [1, -2, 0.5, 1e3, true, false, null] ", [1, -2, 0.5, 1000.0, True, False, None]),
        (b'"text"', "text"),
        (b"null", None),
        (b"12345678901234567890123", 12345678901234567890123),
        (b'"\\ud83c\\udfc3"', "🏃"),
        (b'"\\\\u0000"', "\\u0000"),
        (b"{}", {}),
    ],
)
def test_json_is_read(body: bytes, value: object) -> None:
    assert read_json(body) == value


def test_of_a_key_that_is_there_twice_the_last_value_counts() -> None:
    assert read_json(b'{"a": 1, "a": 2}') == {"a": 2}


def test_decimals_are_kept_exact_on_demand() -> None:
    value = read_json(b"[45.0, 0.1, 1E+2, 7]", parse_float=Decimal)

    assert value == [Decimal("45.0"), Decimal("0.1"), Decimal("1E+2"), 7]
    assert [type(number) for number in value] == [Decimal, Decimal, Decimal, int]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"", "empty"),
        (b" \r\n", "empty"),
        (b"{", "Expecting property name"),
        (b"{} {}", "Extra data"),
        (b"{'a': 1}", "Expecting property name"),
        (b"[1,]", "not valid JSON"),
        (b"[01]", "not valid JSON"),
        (b'"a\nb"', "Invalid control character"),
        (b"NaN", "NaN is no JSON value"),
        (b"[-Infinity]", "-Infinity is no JSON value"),
        (b"\xef\xbb\xbf{}", "UTF-8 with a byte order mark"),
        ("{}".encode("utf-16"), "is UTF-16"),
        ("{}".encode("utf-32"), "is UTF-32"),
        ("{}".encode("utf-16-le"), "NUL byte at position 1"),
        (b'{"a": "\xe4"}', "byte 0xe4 at position 7"),
        (b'"\xed\xa0\x80"', "byte 0xed"),
        (b"9" * 101, "101 characters"),
        (b"9" * 10_000, "10000 characters"),
        (b"0." + b"1" * 10_000, "10002 characters"),
        (b"1e309", "out of range (1e309)"),
        (b"-99e308", "out of range"),
        (b"1e-999999999", "out of range"),
        (b"1e" + b"9" * 90, "out of range"),
    ],
)
@pytest.mark.parametrize("parse_float", [float, Decimal])
def test_what_is_not_json_is_refused_with_the_reason(body: bytes, said: str, parse_float: type) -> None:
    with pytest.raises(UnreadableBody) as refused:
        read_json(body, parse_float=parse_float)

    assert str(refused.value).startswith("The body ")
    assert said in str(refused.value)
    assert refused.value.field is None


@pytest.mark.parametrize("brackets", [(b"[", b"]"), (b'{"a":', b"}")], ids=["lists", "objects"])
def test_nesting_is_read_down_to_the_limit(brackets: tuple[bytes, bytes]) -> None:
    opening, closing = brackets

    def nested(levels: int) -> bytes:
        return opening * levels + (b"1" if b"{" in opening else b"") + closing * levels

    assert read_json(nested(MAXIMUM_DEPTH))
    for levels in (MAXIMUM_DEPTH + 1, 2_000, 100_000):
        with pytest.raises(UnreadableBody, match="more than 64 levels deep"):
            read_json(nested(levels))


def test_numbers_are_read_up_to_the_limit() -> None:
    assert read_json(b"9" * MAXIMUM_DIGITS) == 10**MAXIMUM_DIGITS - 1


@pytest.mark.parametrize(
    ("body", "field", "character"),
    [
        (b'{"name": "a\\u0000"}', "name", "U+0000"),
        (b'{"operations": [{}, {"part_name": "\\uD83C"}]}', "operations[1].part_name", "U+D83C"),
        (b'{"a": {"\\udfff": 1}}', "a", "U+DFFF"),
        (b'["\\ud83c\\u0041"]', "[0]", "U+D83C"),
    ],
)
def test_characters_that_cannot_be_stored_are_refused_by_place(
    body: bytes, field: str, character: str
) -> None:
    with pytest.raises(UnreadableBody, match="cannot be stored") as refused:
        read_json(body)

    assert refused.value.field == field
    assert character in str(refused.value)
    assert field in str(refused.value)


def test_the_sentence_names_what_was_read() -> None:
    with pytest.raises(UnreadableBody, match=r"^variables is not valid JSON"):
        read_json(b"{", name="variables")
