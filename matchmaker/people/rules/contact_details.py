"""Websites, profiles, telephone and enterprise numbers as people type them."""

from urllib.parse import urlsplit

from matchmaker.base.errors import InvalidInput
from matchmaker.base.i18n import N_
from matchmaker.base.phones import checked_phone
from matchmaker.base.vat import normal_vat

LONGEST_ADDRESS = 300


def website_address(text: str) -> str:
    """Return a website's address with its scheme; empty for an empty one.

    Raises `InvalidInput` for anything but http and https with a host, and for more than 300 characters.
    """
    text = text.strip()
    if not text:
        return ""
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
    except ValueError:
        parts = urlsplit("")
    host = parts.hostname or ""
    odd = any(sign.isspace() or not sign.isprintable() for sign in address) or "@" in parts.netloc
    if not host or "." not in host.strip(".") or odd or parts.scheme.lower() not in {"http", "https"}:
        raise InvalidInput(N_("This is not the address of a website. It looks like https://www.company.example."))
    if len(address) > LONGEST_ADDRESS:
        raise InvalidInput(N_("This address is too long: at most %(limit)d characters."), limit=LONGEST_ADDRESS)
    return address


def linkedin_address(text: str) -> str:
    """Return the address of a profile on LinkedIn, empty for an empty one; raises `InvalidInput` for another site."""
    address = website_address(text)
    host = (urlsplit(address).hostname or "").lower()
    if address and host != "linkedin.com" and not host.endswith(".linkedin.com"):
        raise InvalidInput(N_("This is not a LinkedIn profile. It looks like https://www.linkedin.com/in/name."))
    return address


def phone_number(text: str) -> str:
    """Return a telephone number as typed, without spaces around it, empty for an empty one; raises `InvalidInput`."""
    try:
        return checked_phone(text) if text.strip() else ""
    except ValueError as error:
        raise InvalidInput(N_("This is not a telephone number. It looks like +32 81 12 34 56.")) from error


def enterprise_number(text: str) -> str | None:
    """Return an enterprise or VAT number in its normal form, None for an empty one; raises `InvalidInput`."""
    try:
        return normal_vat(text) if text.strip() else None
    except ValueError as error:
        raise InvalidInput(N_("“%(value)s” is not a valid VAT number."), value=text) from error
