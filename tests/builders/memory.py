"""What stays in memory after its use."""


class Text(str):
    """A text of which one can ask, by a weak reference, whether it is still in memory."""

    __slots__ = ("__weakref__",)
