"""QR codes hold second factors, feed addresses and contact cards: a process forgets them."""

from weakref import ref

from tests.builders.memory import Text
from web.qr import qr_picture


def test_what_a_code_says_is_not_kept_in_memory() -> None:
    text = Text("otpauth://totp/ann@org.example?secret=ABCDEFGH")
    kept = ref(text)

    qr_picture(text)
    del text

    assert kept() is None
