"""Peers whose libraries cannot share the product's environment: they run in one of their own, on the same tables."""
