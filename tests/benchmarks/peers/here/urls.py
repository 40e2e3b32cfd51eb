"""The product's addresses and, before them, those of the peers that run beside it."""

from django.contrib.auth.decorators import login_required
from django.urls import path

from config.urls import handler500
from config.urls import urlpatterns as of_the_product
from tests.benchmarks.peers.here.floors import constant, json_agg
from tests.benchmarks.peers.here.plain_strawberry import view as plain_strawberry
from tests.benchmarks.peers.here.strawberry_by_hand import view as strawberry_by_hand
from tests.benchmarks.peers.here.suggested_view import get_manual_assignments

__all__ = ["handler500", "urlpatterns"]

urlpatterns = [
    path("peers/strawberry/", login_required(plain_strawberry)),
    path("peers/strawberry-by-hand/", login_required(strawberry_by_hand)),
    path("peers/suggested-view/", login_required(get_manual_assignments)),
    path("peers/constant/", login_required(constant)),
    path("peers/json-agg/", login_required(json_agg)),
    *of_the_product,
]
