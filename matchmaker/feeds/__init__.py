"""Published schedules for calendar programs: secret addresses, what is behind them, and files to download."""

from matchmaker.feeds.addresses import Key, Owner, Scope, feed_address, feed_token, read_token
from matchmaker.feeds.calendars import download, feed, make, meeting_file, published_kind
from matchmaker.feeds.commands import rotate
from matchmaker.feeds.source import Source, current, source_of

__all__ = [
    "Key",
    "Owner",
    "Scope",
    "Source",
    "current",
    "download",
    "feed",
    "feed_address",
    "feed_token",
    "make",
    "meeting_file",
    "published_kind",
    "read_token",
    "rotate",
    "source_of",
]
