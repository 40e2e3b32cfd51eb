"""The address under `/graphql/`."""

from django.urls import path

from graphql_api.schema import schema
from graphql_api.views import ProductGraphQLView

urlpatterns = [path("", ProductGraphQLView.as_view(schema=schema), name="graphql")]
