"""The GraphQL door: Strawberry types over the domain."""
