"""Django's SQLite backend with the limits of the SQLite in use; see `base`."""
