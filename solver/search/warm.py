"""Compile the search into numba's cache: `python -m solver.search.warm`; without it the first run takes longer.

With the number of a process it ends when that process is no longer its parent.
"""

import os
import sys
from threading import Thread
from time import sleep

from solver.search.compilation import load_compiled


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        sleep(1)
    os._exit(1)


if __name__ == "__main__":
    if len(sys.argv) > 1:
        Thread(target=_end_with, args=(int(sys.argv[1]),), daemon=True).start()
    load_compiled()
