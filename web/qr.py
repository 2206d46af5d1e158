"""QR codes as pictures of a page."""

from functools import lru_cache

import segno


@lru_cache(maxsize=512)
def qr_picture(text: str) -> str:
    """Return a code as a data address of an SVG picture: dark on light in dark mode too, as cameras want it."""
    code = segno.make_qr(text, error="m", encoding="utf-8")
    return str(code.svg_data_uri(border=2, dark="#17212b", light="#ffffff", omitsize=True))
