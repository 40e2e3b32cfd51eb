"""The HTTP door of the GraphQL API, after the GraphQL-over-HTTP specification."""

from __future__ import annotations

from typing import Any

import orjson
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from strawberry.django.views import GraphQLView, TemporalHttpResponse
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from graphql_api.answered_operation import note_answer
from graphql_api.context import Context
from graphql_api.http_negotiation import HTML, JSON, negotiate, preferred_type
from graphql_api.http_request import GraphQLParameters, read_parameters
from graphql_api.live.framing import Framing, accepted_framing
from graphql_api.live.handover import handover_of
from graphql_api.live.offers import StreamBegins, offer_socket, offer_stream
from graphql_api.refusals import Refusal
from graphql_api.responses import METHOD_NOT_ALLOWED, body_of, refused_operation, request_error, status_of

METHODS = ("GET", "HEAD", "POST")
ALLOWED = ", ".join((*METHODS, "OPTIONS"))


class Answer(TemporalHttpResponse):
    """An answer whose status and headers are known before its body is."""

    def __init__(self) -> None:
        # Not JsonResponse's, which would write an empty object.
        HttpResponse.__init__(self, content_type=JSON)


class ProductGraphQLView(GraphQLView[Context, None]):
    """Queries by GET and POST, mutations by POST, subscriptions as streams; GraphiQL for a browser.

    Only for who is logged in.

    Build it with `ProductGraphQLView.as_view(schema=...)`. CSRF protection is Django's, as for any other view.
    """

    media_type = JSON
    framing: Framing | None = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:  # noqa: ARG002 - Django's signature
        """Answer one request; whatever the answer, no cache keeps it."""
        try:
            response = self.answer(request)
        except Refusal as refusal:
            response = refusal.as_response()
        except StreamBegins as stream:
            response = stream.response
        response.headers.setdefault("Cache-Control", "no-store")
        patch_vary_headers(response, ["Accept", "Cookie"])
        return response

    def answer(self, request: HttpRequest) -> HttpResponseBase:
        """Login first: who is not logged in learns neither the schema nor which methods there are."""
        if not request.user.is_authenticated:
            return ask_to_log_in(request)
        if request.method == "OPTIONS":
            return HttpResponse(status=204, headers={"Allow": ALLOWED})
        if request.method not in METHODS:
            raise Refusal(
                f"This address takes {ALLOWED}, not {request.method}.",
                status=METHOD_NOT_ALLOWED,
                code="method_not_allowed",
                headers={"Allow": ALLOWED},
            )
        handover = handover_of(request)
        if handover is not None and handover.subprotocols is not None:
            return offer_socket(request, handover)
        self.framing = accepted_framing(request)
        self.media_type = negotiate(request, otherwise=self.framing.name if self.framing else None)
        return self.run(request)

    def is_request_allowed(self, request: Any) -> bool:  # noqa: ARG002 - Strawberry's signature
        """`answer` has looked at the method; Strawberry's own check forgets HEAD and the Allow header."""
        return True

    def should_render_graphql_ide(self, request: Any) -> bool:  # noqa: ARG002 - Strawberry's signature
        return self.media_type == HTML

    def render_graphql_ide(self, request: HttpRequest) -> HttpResponse:
        """GraphiQL; it sends the CSRF token, so the cookie is set with it."""
        get_token(request)
        return render(request, "graphql_api/graphiql.html")

    def get_sub_response(self, request: HttpRequest) -> Answer:  # noqa: ARG002 - Strawberry's signature
        return Answer()

    def get_context(self, request: HttpRequest, response: HttpResponse) -> Context:  # noqa: ARG002 - Strawberry's signature
        return Context(request=request, is_sent_as_json=True)

    def execute_operation(
        self,
        request: HttpRequest,
        context: Context,
        root_value: None,  # noqa: ARG002 - Strawberry's signature
        sub_response: TemporalHttpResponse,
    ) -> ExecutionResult:
        """Read the parameters, execute, and say in `sub_response` how the answer travels.

        Raises what the database said where it failed.
        """
        parameters = read_parameters(request, maximum_bytes=context.limits.body_bytes)
        try:
            result = self.execute(request, parameters, context)
        except InvalidOperationTypeError as error:
            if error.operation_type is OperationType.SUBSCRIPTION and self.framing is not None:
                raise self.stream(request, parameters, context, framing=self.framing) from error
            result = refused_operation(error)
            if error.operation_type is OperationType.MUTATION:
                sub_response.status_code = METHOD_NOT_ALLOWED
                sub_response["Allow"] = "POST"
        note_answer(request, context, result)
        if context.database_failure is not None:
            # Half an answer would look like one. The site says for every door that the database does not answer.
            raise context.database_failure
        sub_response.status_code = sub_response.status_code or status_of(result, media_type=self.media_type)
        sub_response["Content-Type"] = self.content_type
        return result

    @property
    def framed(self) -> Framing | None:
        """The form in which a single answer travels like a stream of one; None for plain JSON."""
        return self.framing if self.framing is not None and self.media_type == self.framing.name else None

    @property
    def content_type(self) -> str:
        """The media type of the answer, with what a reader has to know of its bytes."""
        return self.framed.headers["Content-Type"] if self.framed else f"{self.media_type}; charset=utf-8"

    def stream(
        self, request: HttpRequest, parameters: GraphQLParameters, context: Context, *, framing: Framing
    ) -> StreamBegins:
        """Offer what is subscribed to as a stream."""
        schema = self.schema._schema  # type: ignore[attr-defined]  # noqa: SLF001 - Strawberry keeps it there
        return StreamBegins(
            offer_stream(request, parameters, schema=schema, limits=context.limits, framing=framing)
        )

    def execute(
        self, request: HttpRequest, parameters: GraphQLParameters, context: Context
    ) -> ExecutionResult:
        """Execute one operation; raises InvalidOperationTypeError for one that this method does not run."""
        allowed = {OperationType.QUERY} | ({OperationType.MUTATION} if request.method == "POST" else set())
        try:
            return self.schema.execute_sync(
                parameters.query,
                variable_values=parameters.variables,
                context_value=context,
                operation_name=parameters.operation_name,
                allowed_operation_types=allowed,
                operation_extensions=parameters.extensions,
            )
        except CannotGetOperationTypeError as error:
            if error.operation_name is None:
                return request_error("The document has no operation to execute.")
            return request_error(f'The document has no operation named "{error.operation_name}".')

    def process_result(self, request: HttpRequest, result: ExecutionResult) -> Any:  # noqa: ARG002 - Strawberry's signature
        return body_of(result)

    def create_response(self, response_data: object, sub_response: HttpResponse) -> HttpResponse:
        """The answer itself, with its body; Strawberry would copy it into another."""
        sub_response.content = self.encode_json(response_data)
        return sub_response

    def encode_json(self, data: object) -> bytes:
        return self.framed.single(data) if self.framed else orjson.dumps(data)


def ask_to_log_in(request: HttpRequest) -> HttpResponseBase:
    """Send a person in a browser to the login page and back; tell a program that it is not logged in."""
    if request.method in ("GET", "HEAD") and preferred_type(request) == HTML:
        return redirect_to_login(request.get_full_path())
    raise Refusal("Log in first.", status=401, code="not_authenticated")
