"""The test suite: SQLite in a file of its own, or the PostgreSQL that `DATABASE_URL` names."""

import os
import tempfile
from pathlib import Path

from config.settings.base import *
from config.settings.base import DATABASES

DEBUG = False
SECRET_KEY = "insecure-test-key-that-signs-nothing-outside-of-the-test-suite"
ALLOWED_HOSTS = ["localhost", "127.0.0.1", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True

if DATABASES["default"]["ENGINE"] == "config.sqlite":
    # A file, because Django's in-memory database locks when threads share it; one per process, so that runs never meet.
    test_file = Path(tempfile.gettempdir(), f"manual-assignments-test-{os.getpid()}.sqlite3")
    DATABASES["default"] |= {"NAME": ":memory:", "TEST": {"NAME": test_file}}
