"""Which IP addresses are on the public internet, and not in somebody's own network."""

import ipaddress

PORTS = {"http": 80, "https": 443}
# The range of public IPv6 addresses. Any other that counts as public reaches IPv4 in disguise.
_GLOBAL_UNICAST = ipaddress.ip_network("2000::/3")
# Special ranges that some versions of Python treat as public.
_SPECIAL = [
    ipaddress.ip_network(text)
    for text in ("192.0.0.0/24", "192.88.99.0/24", "2001::/23", "2002::/16", "3fff::/20")
]


def is_public(number: str) -> bool:
    """Whether this is an address on the public internet."""
    address = ipaddress.ip_address(number)
    if address.version == 6 and address not in _GLOBAL_UNICAST:
        return False
    return (
        address.is_global
        and not address.is_multicast
        and not address.is_reserved
        and not any(address in network for network in _SPECIAL)
    )


def is_public_web(number: str, port: int) -> bool:
    return is_public(number) and port in PORTS.values()
