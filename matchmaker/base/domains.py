"""Domain names in the form of DNS (A-labels of IDNA 2008, RFC 5891), in which they are written and compared.

Mapped by UTS 46 without its transitional exceptions, as in browsers: straße.example and strasse.example are two.
"""

import idna


def ascii_domain(domain: str) -> str:
    """Return a domain as DNS knows it: "Bücher.example" is xn--bcher-kva.example; raises `ValueError` for no domain."""
    return domain if domain.isascii() else idna.encode(domain, uts46=True).decode()


def domain_key(domain: str) -> str:
    """Return a domain as it is compared, and what is no domain without case."""
    try:
        return ascii_domain(domain).lower()
    except ValueError:
        return domain.casefold()
