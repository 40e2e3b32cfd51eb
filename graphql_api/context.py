"""What resolvers know of the request: who asks, what is already loaded, how much may still be answered."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import strawberry
from django.http import HttpRequest

from graphql_api.answer_cost import FieldCounter
from graphql_api.limits import GraphQLLimits, LimitExceeded, current_limits
from graphql_api.loaders import RequestLoaders
from monitoring.domain.actors import Actor

if TYPE_CHECKING:
    from django.contrib.auth.models import AbstractBaseUser, AnonymousUser


@dataclass
class Context:
    """One request's context, shared by its resolvers; `request` is the one that the session belongs to.

    `loaders` is replaced after a mutation, so that what it answers is read anew. `operation_name` (None where the
    operation has none) and the document's `field_counter` are known once the document proved valid. `database_failure`
    is kept where the database did not answer, so that the same question may be asked again. `is_sent_as_json` says that
    nobody reads the answer's data before it is JSON, so that parts of it may be JSON from the beginning.
    """

    request: HttpRequest
    is_sent_as_json: bool = False
    limits: GraphQLLimits = field(default_factory=current_limits)
    loaders: RequestLoaders = field(default_factory=RequestLoaders)
    nodes: int = 0
    cost: int = 0
    operation_name: str | None = None
    field_counter: FieldCounter | None = None
    database_failure: Exception | None = None

    @property
    def user(self) -> AbstractBaseUser | AnonymousUser:
        """The logged-in user; the views let nobody else in."""
        return self.request.user

    @property
    def user_name(self) -> str:
        """The name that the log and the events keep."""
        return self.user.get_username()

    @cached_property
    def actor(self) -> Actor:
        """The user as the domain sees it. Reading the rights costs statements, so it waits until they are needed."""
        return Actor.from_user(self.user, request_id=self.request_id)

    @cached_property
    def request_id(self) -> str:
        """The id that stands on every log line of this request."""
        return getattr(self.request, "request_id", "") or secrets.token_hex(8)

    def count_list(self, number: int, info: Info) -> None:
        """Count a list's items, and the values asked of them; raises LimitExceeded when the answer grows too large.

        Resolvers of lists call it once for each list. A check of the query alone would have to assume that every list
        is full, and would refuse the plant's own screens.
        """
        self.nodes += number
        if self.nodes > self.limits.nodes:
            raise LimitExceeded(limit="nodes", allowed=self.limits.nodes, found=self.nodes)
        self.cost += number * self.fields_below(info)
        if self.cost > self.limits.cost:
            raise LimitExceeded(limit="cost", allowed=self.limits.cost, found=self.cost)

    def fields_below(self, info: Info) -> int:
        """How many fields are asked of each item of the list that is resolved."""
        raw = info._raw_info  # noqa: SLF001 - Strawberry's `selected_fields` would copy the whole selection
        if self.field_counter is None:
            self.field_counter = FieldCounter(raw.fragments)
        return self.field_counter.below(raw.field_nodes)


Info = strawberry.Info[Context, None]
