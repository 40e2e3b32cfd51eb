"""Peers that run in the product's own environment and process."""
