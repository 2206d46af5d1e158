"""Uploaded pictures are made anew: bounded, without metadata."""

import struct
import zlib
from io import BytesIO

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from matchmaker.base.errors import InvalidInput, MatchmakerError, TooMany
from matchmaker.people.rules.pictures import LOGO_BYTES, SHOWN, redrawn
from tests.builders.pictures import picture

SECRET = b"taken at home"


def opened(data: bytes) -> Image.Image:
    return Image.open(BytesIO(data))


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def bomb(width: int, height: int) -> bytes:
    """A PNG of a few kilobytes whose head promises so many pixels."""
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    body = zlib.compress(bytes(1000))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("kind", "became"), [("PNG", "image/png"), ("GIF", "image/png"), ("WEBP", "image/png"), ("JPEG", "image/jpeg")]
)
def test_pictures_of_browsers_are_taken(kind, became):
    data, media_type = redrawn(picture(kind))

    assert media_type == became
    assert opened(data).size == (8, 6)


def test_large_pictures_become_smaller_and_keep_their_shape():
    data, _ = redrawn(picture("JPEG", (1800, 900)))

    assert opened(data).size == (SHOWN[0], SHOWN[0] // 2)


def test_transparency_stays():
    data, _ = redrawn(picture("PNG", mode="RGBA"))

    assert opened(data).mode == "RGBA"


def test_metadata_is_gone():
    exif = Image.Exif()
    exif[0x010E] = SECRET.decode()
    text = PngInfo()
    text.add_text("Comment", SECRET.decode())
    pictures = [
        picture("JPEG", exif=exif, comment=SECRET, icc_profile=SECRET),
        picture("WEBP", exif=exif, xmp=SECRET),
        picture("PNG", pnginfo=text, exif=exif, icc_profile=SECRET),
        picture("GIF", comment=SECRET),
        picture("PNG") + SECRET,
    ]

    assert all(SECRET in one or b"iCCP" in one for one in pictures)
    assert not any(SECRET in redrawn(one)[0] or b"iCCP" in redrawn(one)[0] for one in pictures)


def test_a_picture_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter

    assert opened(redrawn(picture("JPEG", (80, 60), exif=exif))[0]).size == (60, 80)


@pytest.mark.parametrize("size", [(4000, 3001), (30_000, 30_000), (2**31 - 1, 2**31 - 1)])
def test_a_picture_with_too_many_pixels_is_refused_before_it_is_decoded(size):
    with pytest.raises(TooMany, match="too many pixels"):
        redrawn(bomb(*size))


def test_a_large_file_is_refused():
    with pytest.raises(TooMany, match="larger than 1 MB"):
        redrawn(picture() + bytes(LOGO_BYTES))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<html>",
        b"RIFF1234WAVE",
        b"MZ",
        b"\x89PNG\r\n\x1a\n....",
        b"\xff\xd8\xff\xe0....",
        b"GIF89a....",
        b"RIFF\x00\x00\x00\x00WEBPVP8 ",
        bomb(100, 100),
        picture("BMP"),
        picture("TIFF"),
        picture("JPEG", (64, 64))[:300],
    ],
)
def test_what_is_no_picture_of_browsers_is_refused(data):
    with pytest.raises(InvalidInput, match="not a picture"):
        redrawn(data)


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_broken_pictures_are_redrawn_or_refused(kind):
    whole = picture(kind, (32, 32))
    places = range(0, len(whole), max(1, len(whole) // 60))

    def outcome(place):
        broken = bytearray(whole)
        broken[place] ^= 0xFF
        try:
            return "redrawn" if redrawn(bytes(broken)) else "nothing"
        except MatchmakerError:
            return "refused"

    assert {outcome(place) for place in places} <= {"redrawn", "refused"}
