"""The one server process: `uvicorn config.asgi:application`.

Plain requests run in threads on Django's WSGI handler, which answers three to four times as many as its ASGI handler.
WebSockets and event streams, which must not hold a thread, belong to the event loop: they branch off in `application`.
"""

from typing import cast

from a2wsgi import WSGIMiddleware
from a2wsgi.asgi_typing import Receive, Scope, Send
from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings

from config.whole_bodies import WholeBodies
from config.wsgi import application as wsgi_application

plain_requests = WholeBodies(
    WSGIMiddleware(cast("WSGIApp", wsgi_application), workers=settings.WSGI_WORKERS),
    max_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    seconds=settings.REQUEST_BODY_SECONDS,
)


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer one connection, or the server's own start and stop (`lifespan`)."""
    await plain_requests(scope, receive, send)
