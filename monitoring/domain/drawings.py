"""An operation's drawing, kept apart from its row."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING

from monitoring.domain.errors import InvalidValue, OperationNotFound
from monitoring.models import OperationDrawing

if TYPE_CHECKING:
    from monitoring.models import Monitor_operation

MAXIMUM_DRAWING_BYTES = 20 * 1024 * 1024

_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF8": "image/gif",
    b"%PDF-": "application/pdf",
}


def decode_drawing(text: str, *, field: str) -> bytes | None:
    """Decode a base64 drawing, with or without a `data:` prefix; an empty string (None) clears the drawing."""
    if not text.strip():
        return None
    encoded = text.partition(",")[2] if text.startswith("data:") else text
    try:
        image = base64.b64decode("".join(encoded.split()), validate=True)
    except (binascii.Error, ValueError):
        image = b""
    if not image:
        raise InvalidValue(f"{field} is not valid base64.", field=field)
    if len(image) > MAXIMUM_DRAWING_BYTES:
        raise InvalidValue(
            f"{field} may have at most {MAXIMUM_DRAWING_BYTES} bytes; this one has {len(image)}.", field=field
        )
    return image


def store_drawing(operation: Monitor_operation, image: bytes | None) -> bool:
    """Replace or (None) remove the drawing of a locked operation; return whether that changed anything."""
    stored = OperationDrawing.objects.filter(operation=operation).first()
    if image is None:
        if stored is not None:
            stored.delete()
        return stored is not None
    if stored is not None and bytes(stored.image) == image:
        return False
    OperationDrawing.objects.update_or_create(operation=operation, defaults={"image": image})
    return True


def drawing_of(*, operation_pk: int) -> tuple[bytes, str]:
    """Return a drawing and its media type; raise OperationNotFound where the operation has none."""
    drawings = OperationDrawing.objects.filter(operation_id=operation_pk)
    drawing = drawings.first() if 0 < operation_pk < 2**63 else None
    if drawing is None:
        raise OperationNotFound(f"Operation {operation_pk} has no drawing.", field="operation_id")
    image = bytes(drawing.image)
    known = (media_type for signature, media_type in _SIGNATURES.items() if image.startswith(signature))
    return image, next(known, "application/octet-stream")


def operations_with_drawing(*, operation_pks: set[int]) -> set[int]:
    """Tell which of these operations have a drawing, without reading one."""
    return set(
        OperationDrawing.objects.filter(operation_id__in=operation_pks).values_list("operation_id", flat=True)
    )
