"""A shop. Nothing here has an unsafe default: what must be decided is required, and the start fails without it."""

from environs import validate

from config.env import env, host_names, optional_list, secret_key
from config.settings.base import *

DEBUG = False
SECRET_KEY = secret_key("SECRET_KEY")
SECRET_KEY_FALLBACKS = optional_list("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = host_names("ALLOWED_HOSTS")
CSRF_TRUSTED_ORIGINS = optional_list("CSRF_TRUSTED_ORIGINS")

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = env.int("SECURE_HSTS_SECONDS", 3600, validate=validate.Range(min=1))
SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", True)
SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", True)

# Trusted only when named: a client could otherwise claim by a header that its plain request was encrypted.
if proxy_header := env.str("SECURE_PROXY_SSL_HEADER", ""):
    SECURE_PROXY_SSL_HEADER = (f"HTTP_{proxy_header.upper().replace('-', '_')}", "https")

LOG_FORMAT = env.str("LOG_FORMAT", "json", validate=LOG_FORMATS)
LOGGING["handlers"]["stderr"]["formatter"] = LOG_FORMAT

STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
