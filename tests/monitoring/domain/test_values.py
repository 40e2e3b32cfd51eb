"""Any value at all is either read exactly or refused with the field's name (rule 7)."""

import base64
import string
from collections.abc import Callable
from decimal import Decimal
from typing import Any, TypeVar

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from monitoring.domain.drawings import decode_drawing
from monitoring.domain.errors import InvalidValue
from monitoring.domain.values import MAXIMUM_QUANTITY, MAXIMUM_TEXT_LENGTH, check_text, parse_quantity

Value = TypeVar("Value")

QUANTITIES = st.integers(0, MAXIMUM_QUANTITY)
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(2**31 - 2, 2**31 + 2)
    | st.floats()
    | st.decimals(allow_nan=True)
    | st.text()
    | st.text(string.digits + "+-., e\n", max_size=12)
)
ANYTHING = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
SURROGATES = st.characters(categories=["Cs"])
ANY_TEXT = st.text(st.characters() | SURROGATES | st.just("\x00"))


def outcome(read: Callable[[], Value]) -> Value | InvalidValue:
    """What a reader returns, or its refusal; any other exception fails the test."""
    try:
        return read()
    except InvalidValue as refusal:
        return refusal


@given(ANYTHING)
@example(10**5000)
@example(-(10**5000))
@example("9" * 10_000)
@example(Decimal("1e999999999"))
@example(Decimal("1e-999999999"))
@example(Decimal("sNaN"))
@example("x" * 10_000_000)
def test_any_value_is_a_quantity_within_limits_or_refused_by_name(value: Any) -> None:
    read = outcome(lambda: parse_quantity(value, field="currently_made_quantity"))

    if isinstance(read, InvalidValue):
        assert read.field == "currently_made_quantity"
        assert read.message.startswith("currently_made_quantity must be ")
        assert len(read.message.encode()) < 300
    else:
        assert type(read) is int
        assert 0 <= read <= MAXIMUM_QUANTITY
        assert read == Decimal(value)


@given(QUANTITIES)
def test_every_way_of_writing_a_whole_number_is_the_same_quantity(quantity: int) -> None:
    written: list[object] = [
        quantity,
        float(quantity),
        Decimal(quantity),
        Decimal(f"{quantity}.000"),
        Decimal(quantity).normalize(),
        str(quantity),
        f"00{quantity}",
    ]

    assert [parse_quantity(value, field="quantity") for value in written] == [quantity] * len(written)


@given(st.floats(0, MAXIMUM_QUANTITY).filter(lambda number: not number.is_integer()))
@example(0.5)
@example(45.000000001)
def test_a_fraction_is_never_rounded(number: float) -> None:
    for value in (number, Decimal(number)):
        with pytest.raises(InvalidValue, match="must be a whole number"):
            parse_quantity(value, field="quantity")


@pytest.mark.parametrize(
    "value",
    [
        True,
        False,
        None,
        "",
        " 45",
        "45 ",
        "45\n",
        "+45",
        "-45",
        "4_5",
        "45.0",
        "4e1",
        "0x2d",
        "٣",
        "４５",
        "²",
        "Ⅷ",
        "forty-five",
        "NaN",
        float("nan"),
        float("inf"),
        float("-inf"),
        Decimal("NaN"),
        Decimal("45.5"),
        45.5,
        [45],
        {"quantity": 45},
        b"45",
        45 + 0j,
    ],
    ids=repr,
)
def test_what_is_no_whole_number_is_refused_as_such(value: object) -> None:
    with pytest.raises(InvalidValue, match=r"quantity must be a whole number, such as 45; .+ is not\."):
        parse_quantity(value, field="quantity")


@pytest.mark.parametrize(
    "value",
    [-1, 2**31, 10**20, 10**5000, float(2**31), 1e308, Decimal("1e400"), str(2**31), "9" * 30, "9" * 10_000],
    ids=lambda value: repr(value)[:20] if not isinstance(value, int) else f"{value.bit_length()} bits",
)
def test_a_whole_number_out_of_range_is_refused_with_the_limits(value: object) -> None:
    with pytest.raises(InvalidValue, match=r"quantity must be between 0 and 2147483647; .+ is not"):
        parse_quantity(value, field="quantity")


def test_a_refused_value_is_shown_as_it_came() -> None:
    with pytest.raises(InvalidValue, match="'45,5' is not"):
        parse_quantity("45,5", field="quantity")
    with pytest.raises(InvalidValue, match="-5 is not"):
        parse_quantity(-5, field="quantity")


@given(ANY_TEXT, st.integers(0, 20))
def test_any_text_comes_back_unchanged_or_is_refused_by_name(value: str, maximum: int) -> None:
    checked = outcome(lambda: check_text(value, field="note", maximum=maximum))

    if isinstance(checked, InvalidValue):
        assert checked.field == "note"
        assert checked.message.encode()
        assert len(value) > maximum or any(c == "\x00" or "\ud800" <= c <= "\udfff" for c in value)
    else:
        assert checked is value
        assert len(value) <= maximum
        assert checked.encode().decode() == value


def test_a_text_may_have_255_characters_and_no_more() -> None:
    assert check_text("å" * MAXIMUM_TEXT_LENGTH, field="name") == "å" * 255
    with pytest.raises(InvalidValue, match="name may have at most 255 characters; this one has 256"):
        check_text("å" * 256, field="name")


def test_a_character_that_cannot_be_stored_is_named_by_its_code() -> None:
    with pytest.raises(InvalidValue, match=r"U\+0000"):
        check_text("nul \x00", field="name")
    with pytest.raises(InvalidValue, match=r"U\+D83D"):
        check_text("half a face \ud83d", field="name")


@given(ANY_TEXT | st.text(string.ascii_letters + string.digits + "+/=") | ANY_TEXT.map("data:".__add__))
def test_any_text_is_a_drawing_or_refused_by_name(text: str) -> None:
    image = outcome(lambda: decode_drawing(text, field="drawing_image_base64"))

    if isinstance(image, InvalidValue):
        assert image.field == "drawing_image_base64"
    else:
        assert image is None or len(image) > 0


@given(st.binary(min_size=1), st.sampled_from(["", "data:image/png;base64,", "data:;base64,"]))
def test_a_drawing_comes_back_byte_for_byte(image: bytes, prefix: str) -> None:
    encoded = base64.b64encode(image).decode()

    assert decode_drawing(prefix + encoded, field="drawing") == image
    assert decode_drawing(prefix + f"\r\n {encoded[:5]}\n{encoded[5:]}\n", field="drawing") == image


@pytest.mark.parametrize("text", ["", " ", "\r\n"])
def test_an_empty_text_clears_the_drawing(text: str) -> None:
    assert decode_drawing(text, field="drawing") is None


@pytest.mark.parametrize(
    "text",
    [
        "data:",
        "data:image/png;base64",
        "data:image/png;base64,",
        "data:image/svg+xml,<svg/>",
        "====",
        "Zm9v!",
    ],
)
def test_what_is_neither_empty_nor_base64_never_clears_the_drawing(text: str) -> None:
    with pytest.raises(InvalidValue, match="drawing is not valid base64") as refusal:
        decode_drawing(text, field="drawing")

    assert refusal.value.field == "drawing"
