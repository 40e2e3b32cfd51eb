"""Who is measured, and with which request."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tests.benchmarks.keep_alive import Answer, Question, request

QUERY = """{ manualAssignments { machinePk monitorOperationId operationType
  operation { name quantity currentlyMadeQuantity isSetup } machine { name } } }"""
IN_GRAPHQL = ("data", "manualAssignments")
IN_LIST = ("assignments",)


class Server(StrEnum):
    """The processes behind each plant."""

    PRODUCT = "the product"
    NOT_COMPILED = "the product without its compiler"
    BESIDE = "peers with the product's libraries"
    ELSEWHERE = "peers in an environment of their own"


class Work(StrEnum):
    """What is asked for; all contenders with the same work answer the same data."""

    DETAILS = "assignments with operation and machine"
    LIST = "the script's list"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One of those who are measured.

    `within` are the keys around the list in its answer. With GraphQL the query is posted; others get an address, and
    may have its answer already, which a 304 affirms.
    """

    key: str
    name: str
    work: Work
    path: str
    within: tuple[str, ...] = ()
    server: Server = Server.PRODUCT
    is_graphql: bool = False
    has_it_already: bool = False
    is_floor: bool = False

    def __str__(self) -> str:
        return f"{self.name} ({self.path})"

    def question(self, base_url: str, login: Mapping[str, str]) -> Question:
        """What it is asked, by a client with the headers of a login."""
        if not self.is_graphql:
            return Question(base_url, request(base_url, self.path, headers=login))
        body = json.dumps({"query": QUERY}).encode()
        headers = {**login, "Content-Type": "application/json"}
        return Question(base_url, request(base_url, self.path, headers=headers, method="POST", body=body))

    def asked_again(self, base_url: str, login: Mapping[str, str], answer: Answer) -> Question:
        """What a client asks that has this answer; nobody but the 304 road makes use of it."""
        headers = {**login, "If-None-Match": answer.headers["etag"]}
        return Question(base_url, request(base_url, self.path, headers=headers), status=304)

    def data(self, answer: Answer) -> Any:
        """What the answer says, without what is around it."""
        found = json.loads(answer.body)
        for key in self.within:
            found = found[key]
        return found


def _graphql(key: str, name: str, path: str, server: Server = Server.PRODUCT) -> Contender:
    return Contender(
        key=key, name=name, work=Work.DETAILS, path=path, within=IN_GRAPHQL, server=server, is_graphql=True
    )


def _rest(key: str, name: str, path: str) -> Contender:
    within = IN_GRAPHQL[1:]
    return Contender(key=key, name=name, work=Work.DETAILS, path=path, within=within, server=Server.ELSEWHERE)


def _list(
    key: str, name: str, path: str, *, server: Server = Server.PRODUCT, has_it_already: bool = False
) -> Contender:
    return Contender(
        key=key,
        name=name,
        work=Work.LIST,
        path=path,
        within=IN_LIST,
        server=server,
        has_it_already=has_it_already,
    )


SHIM = "/monitoring/api/manual-assignments/"
CONTENDERS = (
    _graphql("graphql", "this product", "/graphql/"),
    _graphql("graphql_not_compiled", "this product, compiler off", "/graphql/", Server.NOT_COMPILED),
    _graphql("strawberry", "plain Strawberry", "/peers/strawberry/", Server.BESIDE),
    _graphql("strawberry_by_hand", "Strawberry, by hand", "/peers/strawberry-by-hand/", Server.BESIDE),
    _graphql("graphene", "graphene-django", "/peers/graphene/", Server.ELSEWHERE),
    _graphql("ariadne", "ariadne", "/peers/ariadne/", Server.ELSEWHERE),
    _rest("ninja", "django-ninja", "/peers/ninja/manual-assignments/"),
    _rest("rest_framework", "Django REST framework", "/peers/rest-framework/"),
    Contender(
        key="json_agg",
        name="floor: json_agg in SQL",
        work=Work.DETAILS,
        path="/peers/json-agg/",
        within=IN_GRAPHQL,
        is_floor=True,
    ),
    _list("shim", "this product", SHIM),
    _list("not_modified", "this product, 304", SHIM, has_it_already=True),
    _list("suggested_view", "suggested view", "/peers/suggested-view/", server=Server.BESIDE),
    Contender(
        key="constant",
        name="floor: constant answer",
        work=Work.NOTHING,
        path="/peers/constant/",
        within=IN_LIST,
        is_floor=True,
    ),
)
