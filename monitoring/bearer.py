"""`Authorization: Bearer …`, as scripts and Prometheus send it."""


def bearer_token(authorization: str) -> str | None:
    """The token in such a header, right or wrong, empty where none follows; None for every other header."""
    scheme, _, token = authorization.partition(" ")
    return token.strip() if scheme.lower() == "bearer" else None
