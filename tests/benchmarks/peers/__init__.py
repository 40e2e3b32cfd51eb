"""The product beside its peers: other libraries that answer the same questions of the same tables."""
