"""QR codes as pictures of a page."""

import segno


def qr_picture(text: str) -> str:
    """Return a code as a data address of an SVG picture: dark on light in dark mode too, as cameras want it.

    No code is remembered: it holds secrets and contact data.
    """
    code = segno.make_qr(text, error="m", encoding="utf-8")
    return str(code.svg_data_uri(border=2, dark="#17212b", light="#ffffff", omitsize=True))
