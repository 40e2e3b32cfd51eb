"""A checkout on a developer's machine, and `make demo`. Never a shop: its key is public."""

from config.env import env, optional_list
from config.settings.base import *

DEBUG = env.bool("DEBUG", True)
SECRET_KEY = env.str("SECRET_KEY", "insecure-development-key-that-every-reader-of-the-source-knows")
ALLOWED_HOSTS = optional_list("ALLOWED_HOSTS", "localhost", "127.0.0.1", "[::1]")
CSRF_TRUSTED_ORIGINS = optional_list("CSRF_TRUSTED_ORIGINS")
WHITENOISE_USE_FINDERS = True
