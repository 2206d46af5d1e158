"""Published schedules for calendar programs.

calendars   the bytes of feeds and downloads
commands    revoke an address; note that one was read
lines       each line once, however many people go
secret_addresses   signed, revocable tokens in the addresses of feeds
source      what the bytes depend on; the ETag
version     the version of the code that writes them
words       texts for readers other than the one person
"""

from matchmaker.feeds.calendars import (
    meeting_file,
    page_file,
    published_kind,
    write_calendar,
    write_download,
    write_feed,
)
from matchmaker.feeds.commands import note_reading
from matchmaker.feeds.secret_addresses import Key, Owner, Scope, feed_address, feed_token, read_token
from matchmaker.feeds.source import Source, current_source, source_of

__all__ = [
    "Key",
    "Owner",
    "Scope",
    "Source",
    "current_source",
    "feed_address",
    "feed_token",
    "meeting_file",
    "note_reading",
    "page_file",
    "published_kind",
    "read_token",
    "source_of",
    "write_calendar",
    "write_download",
    "write_feed",
]
