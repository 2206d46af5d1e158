"""What counts as one client where tries are counted, and what is kept of its address."""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

ONE_CLIENT = {4: 32, 6: 64}
"""Length of the prefix that is one client: an IPv6 customer has 2^64 addresses."""
KEPT = {4: 24, 6: 48}
"""Length of the prefix that a history may keep."""


def client_of(address: str) -> str:
    """Return the network that counts as one client; the text itself for what is no address."""
    return _network(address, ONE_CLIENT)


def shortened(address: str) -> str:
    """Return the part of a client's address that is kept: IPv4 /24, IPv6 /48; empty for what is no address."""
    return _network(address, KEPT) if _read(address) else ""


def _network(address: str, lengths: dict[int, int]) -> str:
    read = _read(address)
    return str(ip_network((read, lengths[read.version]), strict=False)) if read else address


def _read(address: str) -> IPv4Address | IPv6Address | None:
    try:
        read = ip_address(address.partition("%")[0])
    except ValueError:
        return None
    return (read.ipv4_mapped or read) if isinstance(read, IPv6Address) else read
