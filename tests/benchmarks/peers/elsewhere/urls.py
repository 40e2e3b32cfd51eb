"""One address for each peer, for who logged in at the product: the cookie is good here too."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import path

from tests.benchmarks.peers.elsewhere.ariadne_peer import AriadneView
from tests.benchmarks.peers.elsewhere.graphene_peer import view as graphene_view
from tests.benchmarks.peers.elsewhere.ninja_peer import api
from tests.benchmarks.peers.elsewhere.rest_framework_peer import ManualAssignments

urlpatterns = [
    path("accounts/login/", lambda request: HttpResponse("Log in at the product."), name="login"),
    path("peers/graphene/", login_required(graphene_view)),
    path("peers/ariadne/", login_required(AriadneView.as_view())),
    path("peers/ninja/", api.urls),
    path("peers/rest-framework/", ManualAssignments.as_view()),
]
