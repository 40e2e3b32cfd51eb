"""Settings: `dev` for a checkout, `test` for the test suite, `prod` for a shop."""
