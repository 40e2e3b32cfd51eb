"""What browsers may load, run and use on this site's pages."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

POLICY = {
    "default-src": "'self'",
    "img-src": "'self' data: blob:",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
}
# The select boxes of Django's administration come with styles written into their elements.
ADMINISTRATION = POLICY | {"style-src": "'self' 'unsafe-inline'"}

# Nothing that a page of this site needs; whoever got a script onto one should not get these with it.
FORBIDDEN_FEATURES = (
    "camera",
    "microphone",
    "geolocation",
    "payment",
    "usb",
    "serial",
    "display-capture",
)
PERMISSIONS = ", ".join(f"{feature}=()" for feature in FORBIDDEN_FEATURES)


def header(policy: dict[str, str]) -> str:
    """A policy as browsers read it."""
    return "; ".join(f"{directive} {sources}" for directive, sources in policy.items())


class ContentSecurityMiddleware:
    """Lets pages load from this host only, run no script that is written into a page, and use none of the device."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        is_debug_page = settings.DEBUG and response.status_code >= 400  # Django writes scripts into those
        if not is_debug_page:
            policy = ADMINISTRATION if request.path.startswith("/admin/") else POLICY
            response.headers.setdefault("Content-Security-Policy", header(policy))
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response
