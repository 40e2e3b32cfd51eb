"""Production settings: refused without what a shop must decide, and clean by Django's own deployment checks."""

import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT_DIR = Path(__file__).resolve().parents[2]
DECIDED = {"SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": "shop.example"}


def run_in_production(*arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run a management command with production settings and nothing else from the environment but `variables`."""
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "config.settings.prod"} | variables
    command = [sys.executable, "manage.py", *arguments]
    return subprocess.run(
        command, cwd=PROJECT_DIR, env=environment, capture_output=True, text=True, timeout=120
    )


def setting(name: str, **variables: str) -> str:
    """What a production process sees of one setting."""
    code = f"from django.conf import settings; print(repr(settings.{name}))"
    result = run_in_production("shell", "--no-imports", "-c", code, **DECIDED | variables)
    assert result.returncode == 0, result.stderr
    return result.stdout.strip()


@pytest.mark.parametrize("missing", sorted(DECIDED))
def test_production_does_not_start_without_what_a_shop_must_decide(missing: str) -> None:
    result = run_in_production("check", **{name: value for name, value in DECIDED.items() if name != missing})

    assert result.returncode == 1
    assert result.stderr.startswith(f'Not started: Environment variable "{missing}" ')
    assert len(result.stderr.splitlines()) == 1


def test_production_does_not_start_with_a_short_key() -> None:
    result = run_in_production("check", **DECIDED | {"SECRET_KEY": "short"})

    assert result.returncode == 1
    assert 'Not started: Environment variable "SECRET_KEY" invalid' in result.stderr


def test_production_does_not_start_with_the_development_key() -> None:
    result = run_in_production(
        "check", **DECIDED | {"SECRET_KEY": "insecure-development-key-that-every-reader-knows"}
    )

    assert result.returncode == 1
    assert 'Not started: Environment variable "SECRET_KEY" invalid' in result.stderr


def test_production_passes_the_deployment_checks() -> None:
    result = run_in_production("check", "--deploy", "--fail-level", "WARNING", **DECIDED)

    assert result.returncode == 0, result.stderr
    assert "no issues" in result.stdout


@pytest.mark.parametrize(
    "variable",
    [
        "GRAPHQL_LIMITS=dept=10",
        "MAX_POOL_BODY_BYTES=1",
        "LOG_LEVEL=LOUD",
        "WSGI_WORKERS=0",
        "REPORTING_PERMISSION=any",
        "ALLOWED_HOSTS=*",
        "ALLOWED_HOSTS=shop.example,.example",
        "LOGIN_ATTEMPTS=0",
        "LOGIN_LOCKOUT_MINUTES=0",
        "TRUSTED_PROXY_COUNT=-1",
        "SESSION_DAYS=0",
        "SESSION_DAYS=401",
        "METRICS_TOKEN=short",
        "LOG_FORMAT=xml",
        "SCRIPT_SILENCE_WARNING_MINUTES=0",
    ],
)
def test_a_setting_out_of_bounds_is_refused_by_name_in_one_line(variable: str) -> None:
    name, _, value = variable.partition("=")

    result = run_in_production("check", **DECIDED | {name: value})

    assert result.returncode == 1
    assert result.stderr.startswith("Not started: ")
    assert name in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_debug_cannot_be_switched_on_in_production() -> None:
    assert setting("DEBUG", DEBUG="True") == "False"


def test_cookies_of_a_shop_travel_encrypted_and_to_this_site_alone() -> None:
    names = ("SESSION_COOKIE", "CSRF_COOKIE", "LANGUAGE_COOKIE")

    secure = [setting(f"{name}_SECURE") for name in names]
    same_site = [setting(f"{name}_SAMESITE") for name in names]

    assert secure == ["True"] * 3
    assert same_site == ["'Lax'"] * 3
    assert setting("SESSION_COOKIE_HTTPONLY") == "True"


def test_how_long_a_login_lasts_is_a_setting_in_days() -> None:
    assert setting("SESSION_COOKIE_AGE") == str(14 * 24 * 60 * 60)
    assert setting("SESSION_COOKIE_AGE", SESSION_DAYS="365") == str(365 * 24 * 60 * 60)


def test_a_proxy_header_is_trusted_only_when_named() -> None:
    assert setting("SECURE_PROXY_SSL_HEADER") == "None"
    assert setting("SECURE_PROXY_SSL_HEADER", SECURE_PROXY_SSL_HEADER="X-Forwarded-Proto") == repr(
        ("HTTP_X_FORWARDED_PROTO", "https")
    )


def test_static_files_get_names_that_change_with_their_content(tmp_path: Path) -> None:
    variables = DECIDED | {"STATIC_ROOT": str(tmp_path)}

    result = run_in_production("collectstatic", "--no-input", "--verbosity", "0", **variables)

    assert result.returncode == 0, result.stderr
    assert list((tmp_path / "site").glob("site.*.css.gz"))
