"""The product's tables, login and middleware, and the peers' apps in place of its own."""

from tests.benchmarks.peers.shared_settings import *

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "axes",
    "monitoring",
    "graphene_django",
    "rest_framework",
    "tests.benchmarks.peers.elsewhere",
]
ROOT_URLCONF = "tests.benchmarks.peers.elsewhere.urls"
ASGI_APPLICATION = "tests.benchmarks.peers.elsewhere.asgi.application"
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": ["rest_framework.authentication.SessionAuthentication"],
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticated"],
}
