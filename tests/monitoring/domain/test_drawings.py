"""A drawing is kept apart from its operation's row, and an empty one clears it."""

import pytest

from monitoring.domain.drawings import (
    MAXIMUM_DRAWING_BYTES,
    decode_drawing,
    drawing_of,
    operations_with_drawing,
    store_drawing,
)
from monitoring.domain.errors import InvalidValue, OperationNotFound
from monitoring.models import OperationDrawing, PlanningEvent
from tests.factories import machine, monitor_plans, pool_operation

pytestmark = pytest.mark.django_db


def test_a_drawing_is_stored_replaced_and_cleared() -> None:
    row = pool_operation()

    assert store_drawing(row, b"one")
    assert drawing_of(operation_pk=row.pk)[0] == b"one"
    assert store_drawing(row, b"two")
    assert drawing_of(operation_pk=row.pk)[0] == b"two"
    assert store_drawing(row, None)
    assert not OperationDrawing.objects.exists()


def test_the_same_drawing_again_and_clearing_nothing_change_nothing() -> None:
    row = pool_operation()
    assert not store_drawing(row, None)
    store_drawing(row, b"one")

    assert not store_drawing(row, b"one")


def test_an_update_that_clears_the_drawing_is_told_once() -> None:
    on = machine()
    monitor_plans(on, "1", name="Shaft", drawing=b"one")

    assert monitor_plans(on, "1", name="Shaft", drawing=None)
    assert not monitor_plans(on, "1", name="Shaft", drawing=None)

    assert list(PlanningEvent.objects.values_list("reason", flat=True))[1:] == ["Changed: drawing"]


def test_an_update_without_the_key_keeps_the_drawing() -> None:
    on = machine()
    monitor_plans(on, "1", drawing=b"one")

    monitor_plans(on, "1", quantity=7)

    assert drawing_of(operation_pk=on.monitor_operations.get().pk)[0] == b"one"


@pytest.mark.parametrize(
    ("image", "media_type"),
    [
        (b"\x89PNG\r\n\x1a\n...", "image/png"),
        (b"\xff\xd8\xff\xe0...", "image/jpeg"),
        (b"GIF89a...", "image/gif"),
        (b"%PDF-1.7...", "application/pdf"),
        (b"<svg onload='alert(1)'/>", "application/octet-stream"),
        (b"<html>", "application/octet-stream"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_media_type_follows_from_the_first_bytes_and_is_never_a_page(
    image: bytes, media_type: str
) -> None:
    row = pool_operation()
    store_drawing(row, image)

    assert drawing_of(operation_pk=row.pk) == (image, media_type)


@pytest.mark.parametrize("operation_pk", [4711, 0, -1, 2**63, 2**80])
def test_an_operation_without_a_drawing_is_named_in_the_refusal(operation_pk: int) -> None:
    with pytest.raises(OperationNotFound, match=f"Operation {operation_pk} has no drawing"):
        drawing_of(operation_pk=operation_pk)


def test_a_drawing_may_have_20_megabytes_and_no_more() -> None:
    at_the_limit = "AAAA" * (MAXIMUM_DRAWING_BYTES // 3) + "AAA="

    assert len(decode_drawing(at_the_limit, field="drawing") or b"") == MAXIMUM_DRAWING_BYTES
    with pytest.raises(InvalidValue, match="drawing may have at most 20971520 bytes; this one has 20971521"):
        decode_drawing(at_the_limit.replace("AAA=", "AAAA"), field="drawing")


def test_operations_with_a_drawing_are_found_without_reading_one() -> None:
    drawn, plain = pool_operation("1"), pool_operation("2")
    store_drawing(drawn, b"one")

    assert operations_with_drawing(operation_pks={drawn.pk, plain.pk}) == {drawn.pk}
