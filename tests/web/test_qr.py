"""QR codes hold second factors, feed addresses and contact cards: a process forgets them."""

from weakref import ref

from web.qr import qr_picture


class Text(str):
    """A text of which one can ask whether it is still in memory."""

    __slots__ = ("__weakref__",)


def test_what_a_code_says_is_not_kept_in_memory() -> None:
    text = Text("otpauth://totp/ann@org.example?secret=ABCDEFGH")
    kept = ref(text)

    qr_picture(text)
    del text

    assert kept() is None
