"""The drawing of an operation: shown where that is safe, and never more than a picture."""

import pytest
from django.test import Client
from django.urls import reverse

from monitoring.models import Monitor_operation, OperationDrawing
from tests.factories import pool_operation

PNG = b"\x89PNG\r\n\x1a\n and so on"


def drawn(image: bytes) -> str:
    """The address of the drawing of a new operation."""
    drawing = OperationDrawing.objects.create(operation=pool_operation(), image=image)
    return reverse("operation_drawing", args=[drawing.operation_id])


@pytest.mark.parametrize(
    ("image", "media_type", "disposition", "suffix"),
    [
        (PNG, "image/png", "inline", ".png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg", "inline", ".jpg"),
        (b"GIF89a", "image/gif", "inline", ".gif"),
        (b"%PDF-1.7", "application/pdf", "inline", ".pdf"),
        (b"<html><script>alert(1)</script>", "application/octet-stream", "attachment", ".bin"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "application/octet-stream", "attachment", ".bin"),
    ],
)
def test_images_and_pdf_are_shown_and_anything_else_is_saved(
    script: Client, image: bytes, media_type: str, disposition: str, suffix: str
) -> None:
    response = script.get(drawn(image))

    pk = Monitor_operation.objects.get().pk
    assert (response.status_code, response.content) == (200, image)
    assert response.headers["Content-Type"] == media_type
    assert response.headers["Content-Disposition"] == f'{disposition}; filename="drawing-{pk}{suffix}"'


def test_a_drawing_is_nothing_but_a_picture_and_private(script: Client) -> None:
    headers = script.get(drawn(PNG)).headers

    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert headers["Cache-Control"] == "private, no-cache"
    assert "Cookie" in headers["Vary"]


def test_a_drawing_that_the_screen_has_is_not_sent_again_until_it_changes(script: Client) -> None:
    address = drawn(PNG)
    etag = script.get(address).headers["ETag"]

    known = script.get(address, headers={"if-none-match": etag})
    OperationDrawing.objects.update(image=PNG + b" changed")
    changed = script.get(address, headers={"if-none-match": etag})

    assert (known.status_code, known.content) == (304, b"")
    assert known.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert changed.status_code == 200


def test_head_answers_without_the_image(script: Client) -> None:
    response = script.head(drawn(PNG))

    assert (response.status_code, response.content) == (200, b"")
    assert response.headers["Content-Length"] == str(len(PNG))


@pytest.mark.parametrize("operation_pk", [0, 999_999, 2**31, 2**63, 10**30])
def test_an_operation_without_a_drawing_is_404_in_json(script: Client, operation_pk: int) -> None:
    response = script.get(f"/monitoring/operations/{operation_pk}/drawing/")

    assert (response.status_code, response.json()["code"]) == (404, "operation_not_found")


def test_a_key_of_thousands_of_digits_is_404_in_json(script: Client) -> None:
    response = script.get(f"/monitoring/operations/{'9' * 5000}/drawing/")

    assert (response.status_code, response.json()["code"]) == (404, "not_found")


def test_without_a_login_no_drawing_is_shown_nor_told_of(client: Client, db: None) -> None:
    there, not_there = client.get(drawn(PNG)), client.get("/monitoring/operations/999999/drawing/")

    assert there.status_code == not_there.status_code == 401
    assert there.content == not_there.content
