"""The product's server process without live updates: plain requests in threads, behind the same reader of bodies."""

from types import SimpleNamespace

from django.conf import settings

from config.whole_bodies import WholeBodies
from config.worker_threads import WorkerThreads
from config.wsgi import application as wsgi_application


class NoLiveUpdates:
    """What `manage.py serve` asks of those."""

    options = SimpleNamespace(stuck_client_seconds=60)

    def announce_close(self) -> None:
        """Nobody needs to be told."""

    async def close(self) -> None:
        """There is nobody to say goodbye to."""


class PlainRequests(WholeBodies):
    """An application that `manage.py serve` serves."""

    live = NoLiveUpdates()

    async def __call__(self, scope, receive, send):
        if scope["type"] != "lifespan":
            return await super().__call__(scope, receive, send)
        for step in ("startup", "shutdown"):
            await receive()
            await send({"type": f"lifespan.{step}.complete"})
        return None


application = PlainRequests(
    WorkerThreads(wsgi_application, workers=settings.WSGI_WORKERS),
    max_bytes=settings.DATA_UPLOAD_MAX_MEMORY_SIZE,
    seconds=settings.REQUEST_BODY_SECONDS,
)
