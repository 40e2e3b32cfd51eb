"""Where a request comes from: a fact of the connection, not what a client says of itself."""

from ipaddress import IPv6Address, ip_address
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The client's IP address in its one canonical form; None where nobody knows, as on a Unix socket.

    Each proxy adds whom it talks to at the right end of `X-Forwarded-For`. Behind TRUSTED_PROXY_COUNT of them the
    client is that many entries from the right; all that stands further left is the client's own word.
    """
    peer = request.META.get("REMOTE_ADDR", "")
    proxies: int = settings.TRUSTED_PROXY_COUNT
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")
    told = forwarded[-proxies] if 0 < proxies <= len(forwarded) else peer
    return _canonical(told) or _canonical(peer)


def _canonical(text: str) -> str | None:
    """An address as one text, whichever way it is written: without port, zone and wrapping into IPv6."""
    try:
        host = (
            text.strip()
            if text.count(":") > 1 and "[" not in text
            else urlsplit(f"//{text.strip()}").hostname
        )
        address = ip_address((host or "").partition("%")[0])
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return str(mapped or address)
