"""The rules of overrides and reporting: the only code that writes them, and the only that reads them by rule."""
