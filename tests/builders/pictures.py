"""Small pictures in each format."""

from io import BytesIO
from typing import Any

from PIL import Image


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 6), mode: str = "RGB", **options: Any) -> bytes:
    """A picture of one colour."""
    output = BytesIO()
    Image.new(mode, size, "teal").save(output, kind, **options)
    return output.getvalue()
