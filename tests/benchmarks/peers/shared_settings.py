"""The product's settings as a shop has them, but without TLS: every contender, here and elsewhere, runs with them."""

from config.settings.base import *

DEBUG = False
SECRET_KEY = "insecure-benchmark-key-that-signs-nothing-outside-of-a-measurement"
ALLOWED_HOSTS = ["127.0.0.1"]
