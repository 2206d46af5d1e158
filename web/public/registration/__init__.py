"""Registration by the open form of an event: sent, confirmed by a link, seen again."""
