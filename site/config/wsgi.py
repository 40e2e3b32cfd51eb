"""Django's WSGI application, for servers that speak WSGI; `config.asgi` runs plain requests by it too."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.prod")

application = get_wsgi_application()
