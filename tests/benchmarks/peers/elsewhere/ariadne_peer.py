"""ariadne: a schema in GraphQL's own language, and the view that its documentation shows for Django."""

from functools import lru_cache

import orjson
from ariadne import QueryType, graphql_sync, make_executable_schema
from django.http import HttpResponse
from django.views import View
from graphql import parse, validate

from tests.benchmarks.peers.selection import assigned_operations

SCHEMA = """
    type Query { manualAssignments: [ManualAssignment!]! }
    type ManualAssignment {
        machinePk: Int!
        monitorOperationId: String!
        operationType: String!
        operation: MonitorOperation!
        machine: Machine!
    }
    type MonitorOperation { name: String, quantity: Int, currentlyMadeQuantity: Int!, isSetup: Boolean! }
    type Machine { name: String! }
"""

query = QueryType()


@query.field("manualAssignments")
def manual_assignments(root, info):
    """All of them."""
    return assigned_operations()


schema = make_executable_schema(SCHEMA, query, convert_names_case=True)
parsed = lru_cache(maxsize=128)(parse)


@lru_cache(maxsize=128)
def found_valid(document, rules):
    """The errors of a document, which is the same object for the same text."""
    return validate(schema, document, rules)


class AriadneView(View):
    """Answers a POST; texts are parsed and validated once, as with the caches of Strawberry."""

    def post(self, request):
        is_fine, result = graphql_sync(
            schema,
            orjson.loads(request.body),
            context_value={"request": request},
            query_parser=lambda context, data: parsed(data["query"]),
            query_validator=lambda schema, document, rules, *others: found_valid(document, tuple(rules)),
        )
        return HttpResponse(
            orjson.dumps(result), content_type="application/json", status=200 if is_fine else 400
        )
