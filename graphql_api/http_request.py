"""The parameters of a GraphQL request, in a POST body or in a URL, as GraphQL over HTTP has them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from django.http import HttpRequest, UnreadablePostError

from graphql_api.refusals import Refusal
from monitoring.json_body import UnreadableBody, read_json

LONGEST_SIZE = 18

Value = TypeVar("Value")

JSON_TYPES = {
    type(None): "null",
    bool: "a boolean",
    int: "a number",
    float: "a number",
    str: "a string",
    list: "a list",
    dict: "an object",
}


@dataclass(frozen=True, slots=True)
class GraphQLParameters:
    """A well-formed request; whether the query makes sense is GraphQL's business."""

    query: str
    operation_name: str | None
    variables: dict[str, Any] | None
    extensions: dict[str, Any] | None


def read_parameters(request: HttpRequest, *, maximum_bytes: int) -> GraphQLParameters:
    """Read a GET's or a POST's parameters; raises a Refusal with 400, 413 or 415. Unknown parameters are ignored."""
    return parameters_of(
        from_body(request, maximum_bytes=maximum_bytes) if request.method == "POST" else from_url(request)
    )


def parameters_of(given: Mapping[str, object]) -> GraphQLParameters:
    """The parameters among what was sent; raises a Refusal with 400."""
    query = typed(given, "query", str)
    if not query:
        raise malformed("There is no query: the parameter is missing, null or empty.", field="query")
    return GraphQLParameters(
        query=query,
        # Some clients send an empty name for none, in a body as in a URL.
        operation_name=typed(given, "operationName", str) or None,
        variables=typed(given, "variables", dict),
        extensions=typed(given, "extensions", dict),
    )


def typed(given: Mapping[str, object], name: str, kind: type[Value]) -> Value | None:
    """A parameter of that type, or None where it is absent or null."""
    value = given.get(name)
    if value is None or isinstance(value, kind):
        return value
    raise malformed(f"{name} must be {JSON_TYPES[kind]}, not {JSON_TYPES[type(value)]}.", field=name)


def from_url(request: HttpRequest) -> dict[str, object]:
    """The parameters in a URL; an empty one is an absent one, variables and extensions are JSON."""
    given: dict[str, object] = {name: value for name, value in request.GET.items() if value}
    for name in ("variables", "extensions"):
        if name in given:
            given[name] = read(request.GET[name].encode(), name=name)
    return given


def from_body(request: HttpRequest, *, maximum_bytes: int) -> dict[str, object]:
    """The parameters in a JSON object."""
    require_json(request)
    given = read(read_body(request, maximum_bytes=maximum_bytes), name="The body")
    if isinstance(given, list):
        raise malformed("The body is a list: batches are not taken. Send one operation in one object.")
    if not isinstance(given, dict):
        raise malformed(f"The body must be a JSON object, not {JSON_TYPES[type(given)]}.")
    return given


def require_json(request: HttpRequest) -> None:
    """Refuse any body but UTF-8 JSON, before it is read: a form's was already read by the CSRF check."""
    charset = request.content_params.get("charset", "utf-8") if request.content_params else "utf-8"
    encoding = request.META.get("HTTP_CONTENT_ENCODING", "identity").lower()
    if (
        request.content_type == "application/json"
        and charset.lower() in ("utf-8", "utf8")
        and encoding == "identity"
    ):
        return
    sent = request.META.get("CONTENT_TYPE") or "no Content-Type"
    detail = f"{sent}, encoded with {encoding}" if encoding != "identity" else sent
    raise Refusal(
        f"This address takes Content-Type: application/json in UTF-8; this request has {detail}.",
        status=415,
        code="unsupported_media_type",
        headers={"Accept-Post": "application/json"},
    )


def read_body(request: HttpRequest, *, maximum_bytes: int) -> bytes:
    """Read a body of allowed size, and never more than one byte beyond it."""
    declared = request.META.get("CONTENT_LENGTH") or ""
    # Longer than any size, it is not converted: Python refuses to read numbers of thousands of digits.
    if declared.isdecimal() and (len(declared) > LONGEST_SIZE or int(declared) > maximum_bytes):
        raise too_large(declared[:LONGEST_SIZE], maximum_bytes)
    try:
        body = request.read(maximum_bytes + 1)
    except UnreadablePostError as error:
        raise malformed("The body ended before it was complete.") from error
    if len(body) > maximum_bytes:
        raise too_large(f"more than {maximum_bytes}", maximum_bytes)
    return body


def read(text: bytes, *, name: str) -> object:
    """Read JSON; refuses what the product's one reader does."""
    try:
        return read_json(text, name=name)
    except UnreadableBody as error:
        raise malformed(str(error), field=error.field) from error


def malformed(message: str, *, field: str | None = None) -> Refusal:
    """A request that is not a GraphQL request."""
    return Refusal(message, status=400, code="invalid_request", field=field)


def too_large(found: str, maximum_bytes: int) -> Refusal:
    """A body beyond the limit."""
    message = f"The body has {found} bytes; this address takes at most {maximum_bytes} (limit: body_bytes)."
    return Refusal(message, status=413, code="body_too_large")
