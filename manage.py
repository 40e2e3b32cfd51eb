#!/usr/bin/env python
"""Django's command line for this project."""

import os
import sys
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parent


def main() -> None:
    """Run one management command, with `site/` importable and development settings unless others are named."""
    sys.path.insert(0, str(PROJECT_DIR / "site"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line
    from environs.exceptions import EnvError

    try:
        execute_from_command_line(sys.argv)
    except (EnvError, ImproperlyConfigured) as error:
        sys.exit(f"Not started: {error}")


if __name__ == "__main__":
    main()
