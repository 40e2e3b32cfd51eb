"""Selections of plain fields, compiled: what graphql-core interprets field by field, a generated function reads.

It knows nothing of this product's types, and nothing else needs it: deleting this folder leaves the same answers.
"""
