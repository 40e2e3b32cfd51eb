"""The product, with some more addresses."""

from tests.benchmarks.peers.shared_settings import *

ROOT_URLCONF = "tests.benchmarks.peers.here.urls"
