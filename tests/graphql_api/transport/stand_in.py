"""A small schema and its door, so that the transport is tested apart from the product's own schema."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from types import ModuleType
from typing import Any

import strawberry
from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from django.views.i18n import set_language
from graphql import GraphQLError

from graphql_api.context import Context
from graphql_api.guarded_schema import GuardedSchema
from graphql_api.http_negotiation import GRAPHQL_RESPONSE, JSON
from graphql_api.views import ProductGraphQLView

SECRET = "a secret of the server"


@strawberry.type
class Machine:
    """Endlessly many of them, each beside the next."""

    pk: int

    @strawberry.field
    def name(self) -> str:
        return f"Lathe {self.pk}"

    @strawberry.field
    def neighbour(self) -> Machine:
        return Machine(pk=self.pk + 1)

    @strawberry.field
    def neighbours(self, info: strawberry.Info[Context, None], count: int) -> list[Machine]:
        info.context.count_list(count, info)
        return [Machine(pk=number) for number in range(count)]

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(SECRET)


@strawberry.type
class Query:
    """Values, lists of any length, and fields that fail."""

    @strawberry.field
    def viewer(self, info: strawberry.Info[Context, None]) -> str:
        return info.context.actor.name

    @strawberry.field
    def request_id(self, info: strawberry.Info[Context, None]) -> str:
        return info.context.request_id

    @strawberry.field
    def machine(self, pk: int = 1) -> Machine:
        return Machine(pk=pk)

    @strawberry.field
    def machines(self, info: strawberry.Info[Context, None], count: int) -> list[Machine]:
        info.context.count_list(count, info)
        return [Machine(pk=number) for number in range(count)]

    @strawberry.field
    def echo(self, text: str) -> str:
        return text

    @strawberry.field
    def broken(self) -> str | None:
        raise RuntimeError(SECRET)

    @strawberry.field
    def broken_and_required(self) -> str:
        raise RuntimeError(SECRET)

    @strawberry.field
    def too_large_for_int(self) -> int | None:
        return 2**31

    @strawberry.field
    def refused(self) -> str | None:
        raise GraphQLError("after is no cursor.", extensions={"code": "INVALID_VALUE", "field": "after"})


@strawberry.type
class Mutation:
    """A change that leaves a trace."""

    @strawberry.mutation
    def rename(self, name: str) -> str:
        RENAMED.append(name)
        return name


@strawberry.type
class Subscription:
    """One value, then a bug."""

    @strawberry.subscription
    async def ticks(self) -> AsyncIterator[int]:
        yield 1
        raise RuntimeError(SECRET)


RENAMED: list[str] = []
schema = GuardedSchema(query=Query, mutation=Mutation, subscription=Subscription)


def urls(of: GuardedSchema = schema) -> ModuleType:
    """The addresses that the transport needs: its own, and what the login page links to, where it sends browsers."""
    module = ModuleType("stand_in_urls")
    vars(module)["urlpatterns"] = [
        path("", HttpResponse, name="home"),
        path("accounts/login/", LoginView.as_view(), name="login"),
        path("accounts/logout/", LogoutView.as_view(), name="logout"),
        path("language/", set_language, name="set_language"),
        path("graphql/", ProductGraphQLView.as_view(schema=of), name="graphql"),
    ]
    return module


def post(
    client: Client, query: object, *, accept: str | None = GRAPHQL_RESPONSE, **parameters: object
) -> Any:
    """POST one operation as JSON; without `accept` there is no Accept header."""
    return post_body(client, json.dumps({"query": query, **parameters}), accept=accept)


def post_body(
    client: Client, body: str | bytes, *, content_type: str = JSON, accept: str | None = None, **headers: str
) -> Any:
    """POST any body."""
    if accept is not None:
        headers["Accept"] = accept
    # Django's client leaves the type out of a request without a body.
    headers["Content-Type"] = content_type
    return client.post("/graphql/", body, content_type=content_type, headers=headers)


def get(client: Client, *, accept: str | None = GRAPHQL_RESPONSE, **parameters: str) -> Any:
    """GET with parameters in the URL."""
    return client.get("/graphql/", parameters, headers={} if accept is None else {"Accept": accept})


def codes(response: Any) -> list[str | None]:
    """The codes of the errors in an answer."""
    return [error.get("extensions", {}).get("code") for error in response.json()["errors"]]
