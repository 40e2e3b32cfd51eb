"""What resolvers know of a request."""

from itertools import permutations

from django.contrib.auth.models import User
from django.test import Client, RequestFactory
from graphql import FieldNode, FragmentDefinitionNode, OperationDefinitionNode, parse
from pytest_django import DjangoAssertNumQueries

from graphql_api.answer_cost import FieldCounter
from graphql_api.context import Context
from graphql_api.limits import GraphQLLimits
from graphql_api.loaders import RequestLoaders
from tests.factories import planner_user
from tests.graphql_api.transport.stand_in import post


def context(user: User, limits: GraphQLLimits | None = None) -> Context:
    request = RequestFactory().get("/graphql/")
    request.user = user
    return Context(request=request, limits=limits or GraphQLLimits())


def test_the_actor_is_the_user_as_the_domain_sees_it(db: None) -> None:
    actor = context(planner_user("anna")).actor

    assert (actor.name, actor.may_change_assignments) == ("anna", True)


def test_rights_are_read_when_they_are_needed_and_once(
    user: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_num_queries(0):
        made = context(user)

    first = made.actor

    with django_assert_num_queries(0):
        assert made.actor is first


def test_resolvers_see_the_request_id_of_the_answer(client: Client) -> None:
    response = post(client, "{ requestId }")

    assert response.json()["data"]["requestId"] == response["X-Request-ID"]


def test_without_the_middleware_a_request_has_one_id_all_the_same(user: User) -> None:
    made = context(user)

    assert made.request_id
    assert made.request_id == made.request_id


def test_each_request_has_loaders_of_its_own_that_a_mutation_may_replace(user: User) -> None:
    one, other = context(user), context(user)
    assert one.loaders is not other.loaders

    fresh = RequestLoaders()
    one.loaders = fresh

    assert one.loaders is fresh


def test_what_is_kept_of_counted_fields_is_bounded_by_their_document() -> None:
    """Conditions choose which of its nodes are asked for, another choice with each request."""
    document = parse(
        "{ one: plant { a b } two: plant { a ...C } three: plant { a } } fragment C on Plant { c d }"
    )
    operation, fragment = document.definitions
    assert isinstance(operation, OperationDefinitionNode)
    assert isinstance(fragment, FragmentDefinitionNode)
    nodes = [node for node in operation.selection_set.selections if isinstance(node, FieldNode)]
    counter = FieldCounter({"C": fragment})

    counts = [counter.below(chosen) for number in range(1, 4) for chosen in permutations(nodes, number)]

    assert counts[:3] == [2, 3, 1]
    assert max(counts) == 6
    assert sum(len(kept) for kept in vars(counter).values()) <= len(nodes) + 2
