"""What each kind of mail says, one file a kind: pure functions from plain values to texts."""
