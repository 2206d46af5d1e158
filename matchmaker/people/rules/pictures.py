"""Uploaded pictures are made anew: bounded in pixels, only what is seen, without metadata (place, device, owner)."""

import struct
from io import BytesIO
from threading import BoundedSemaphore

from PIL import Image, ImageOps, UnidentifiedImageError

from matchmaker.base.errors import InvalidInput, TooMany
from matchmaker.base.i18n import N_

LOGO_BYTES = 1024 * 1024
"""The largest picture accepted."""
MOST_PIXELS = 12_000_000
"""Width times height, read from the head of a file before anything is decoded (decompression bombs)."""
SHOWN = (600, 600)
"""Most pixels that are kept in width and height; pages show fewer."""
FORMATS = ("PNG", "JPEG", "WEBP", "GIF")
AT_ONCE = 2
"""Pictures decoded at the same time in a process: each may take 50 MB."""

_room = BoundedSemaphore(AT_ONCE)
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


def redrawn(data: bytes) -> tuple[bytes, str]:
    """Return a picture as PNG, or as JPEG if it came as JPEG, and its media type; of a moving one the first frame.

    Raises `TooMany` for too many bytes or pixels, `InvalidInput` for what is no picture that browsers show.
    """
    if len(data) > LOGO_BYTES:
        raise TooMany(N_("This picture is larger than 1 MB. Please send a smaller one."))
    with _room:
        try:
            return _redrawn(data)
        except Image.DecompressionBombError as error:
            raise _too_many_pixels() from error
        except _BROKEN as error:
            raise not_a_picture() from error


def not_a_picture() -> InvalidInput:
    """Return the refusal of a file that is no picture."""
    return InvalidInput(N_("This file is not a picture that browsers show. Please send PNG, JPEG, WebP or GIF."))


def _redrawn(data: bytes) -> tuple[bytes, str]:
    with Image.open(BytesIO(data), formats=FORMATS) as sent:
        if sent.width * sent.height > MOST_PIXELS:
            raise _too_many_pixels()
        photo = sent.format == "JPEG"
        sent.draft("RGB", SHOWN)
        upright = ImageOps.exif_transpose(sent).convert("RGB" if photo else "RGBA")
    upright.thumbnail(SHOWN)
    # a new picture has the pixels alone
    clean = Image.new(upright.mode, upright.size)
    clean.paste(upright)
    output = BytesIO()
    if photo:
        clean.save(output, "JPEG", quality=88)
        return output.getvalue(), "image/jpeg"
    clean.save(output, "PNG", optimize=True)
    return output.getvalue(), "image/png"


def _too_many_pixels() -> TooMany:
    return TooMany(
        N_("This picture has too many pixels: at most %(million)d million. Please send a smaller one."),
        million=MOST_PIXELS // 1_000_000,
    )
