"""Who asks by a request, as the domain sees it."""

from django.http import HttpRequest

from monitoring.domain.actors import Actor


def actor_of(request: HttpRequest) -> Actor:
    """Who asks, for the domain, and by which request."""
    return Actor.from_user(request.user, request_id=getattr(request, "request_id", None))
