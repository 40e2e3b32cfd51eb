"""The one server process: `manage.py serve`.

Plain requests run in threads on Django's WSGI handler, which answers three to four times as many as its ASGI handler.
WebSockets and event streams, which must not hold a thread, are opened by a plain request and go on in the event loop.
"""

from typing import cast

from a2wsgi.wsgi_typing import WSGIApp
from django.conf import settings

from config.operation.door import OperationDoor
from config.whole_bodies import WholeBodies
from config.worker_threads import WorkerThreads
from config.wsgi import application as wsgi_application
from graphql_api.live.door import LiveDoor
from graphql_api.schema import schema

plain_requests = WholeBodies(
    WorkerThreads(cast("WSGIApp", wsgi_application), workers=settings.WSGI_WORKERS),
    max_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    seconds=settings.REQUEST_BODY_SECONDS,
)


application = OperationDoor(LiveDoor(plain_requests, schema=schema))
