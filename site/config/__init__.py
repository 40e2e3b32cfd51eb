"""The deployable site: settings, URLs, ASGI and WSGI entry points."""
