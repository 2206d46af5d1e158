"""Links that log in, taken out of a stored mail: what is kept opens no account."""

import re
from email import message_from_bytes
from urllib.parse import unquote

from matchmaker.mail.compose import QUOTED, WIRE

_LOG_IN = re.compile(r"(https?://[^\s\"<>]+?)/login/[\w-]+\?next=([^\s\"<>&]+)")


def without_log_in(mime: bytes) -> bytes:
    """Return a mail of ours whose links that log in lead to the pages behind them; unchanged where it has none."""
    mail, found = message_from_bytes(mime), False
    for part in mail.walk():
        if part.get_content_type() in {"text/plain", "text/html"}:
            data = part.get_payload(decode=True)
            assert isinstance(data, bytes)
            text = data.decode().replace("\r\n", "\n")
            plain = _LOG_IN.sub(lambda link: link[1] + unquote(link[2]), text)
            if plain != text:
                del part["Content-Transfer-Encoding"]
                part.set_payload(plain, QUOTED)
                if part is not mail:
                    del part["MIME-Version"]
                found = True
    return mail.as_bytes(policy=WIRE) if found else mime
