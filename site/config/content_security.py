"""What browsers may load and run on this site's pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "style-src": "'self' 'unsafe-inline'",  # the GraphQL explorer's editor writes its own style elements
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
HEADER = "; ".join(f"{directive} {sources}" for directive, sources in POLICY.items())


class ContentSecurityMiddleware:
    """Lets pages load from this host only, and run no script that is written into a page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_debug_page = settings.DEBUG and response.status_code >= 400  # Django writes scripts into those
        if not is_debug_page:
            response.headers.setdefault("Content-Security-Policy", HEADER)
        return response
