"""The product without HTTP, in rooms by topic; their order and what each may import are in `docs/architecture.md`."""

__version__ = "0.2.0"
