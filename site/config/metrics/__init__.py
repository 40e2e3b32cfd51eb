"""Figures of this process for Prometheus, which asks at `/metrics`. Each server process has its own."""
