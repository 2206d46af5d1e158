"""The product without HTTP, in rooms by topic; their order and what each may import are in `docs/architecture.md`."""

import gc

__version__ = "0.2.0"

# what is imported stays: to look it through again and again as garbage takes a fifth of the time of a start
gc.set_threshold(50_000, 20, 50)
