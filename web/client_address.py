"""The network address that a request comes from, as far as it can be trusted."""

from ipaddress import ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The network address of the client, or None if it is not known.

    Our proxy appends the address of its client to X-Forwarded-For. Anything to the left of that
    comes from the client and may be made up.
    """
    text = request.META.get("REMOTE_ADDR", "")
    if settings.PROXIES:
        header = request.META.get("HTTP_X_FORWARDED_FOR", "")
        told = [part for part in header.split(",") if part.strip()]
        text = told[-settings.PROXIES] if len(told) >= settings.PROXIES else text
    try:
        address = ip_address(text.strip())
    except ValueError:
        return None
    if address.version == 4:
        return str(address)
    if address.ipv4_mapped:
        return str(address.ipv4_mapped)
    # A single home connection can use any address in such a network.
    return str(ip_network((int(address), 64), strict=False).network_address)


def known_client(request: HttpRequest) -> str | None:
    """The client whose requests we count together; None for our own proxy and for people at this
    machine.

    If a proxy does not say which client it asks for, all readers must not count as one client.
    """
    address = client_address(request)
    return address if address and ip_address(address).is_global else None
