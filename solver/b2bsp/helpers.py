"""Helper processes that prove beside the search; results come through a pipe, and they can be killed at any moment."""

import os
import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_all_start_methods, get_context, parent_process
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from threading import Thread, active_count
from typing import Any


@dataclass(frozen=True, slots=True)
class News:
    """What a helper has found out."""

    bound: int | None = None
    schedule: Sequence[int] | None = None
    infeasible: bool = False
    over: bool = False
    """The helper has nothing more to say."""


Tell = Callable[[News], None]


@dataclass(frozen=True, slots=True)
class Known:
    """What is known when a helper begins."""

    bound: int
    schedule: Sequence[int] | None


class Helper:
    """One such process; it ends itself when the one that started it is gone."""

    def __init__(self, work: str, *arguments: object) -> None:
        """`work` is a function of `solver.b2bsp.proofs`, which the helper imports while the search begins."""
        # a fork has what is imported already, but copies locks that other threads hold
        alone = active_count() == 1 and "fork" in get_all_start_methods()
        context: Any = get_context("fork" if alone else "spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_work, args=(sender, work, arguments), daemon=True)
        self._process.start()
        sender.close()
        self.over = False

    def news(self, seconds: float = 0.0) -> list[News]:
        """All that came in; waits for something at most so long."""
        found: list[News] = []
        while not self.over and wait([self._receiver], timeout=0.0 if found else seconds):
            try:
                news = self._receiver.recv()
            except EOFError:
                news = News(over=True)
            self.over = news.over
            found.append(news)
        return found

    def end(self) -> None:
        """Kill the process."""
        self._process.kill()
        self._process.join()
        self._receiver.close()
        self.over = True


def _work(sender: Connection, work: str, arguments: tuple[object, ...]) -> None:
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)  # the process that started it decides
    end_with_parent()
    getattr(import_module("solver.b2bsp.proofs"), work)(*arguments, sender.send)
    sender.send(News(over=True))


def end_with_parent() -> None:
    """From now on this process ends when the one that started it is gone."""
    Thread(target=_watch, args=(parent_process(),), daemon=True).start()


def _watch(parent: BaseProcess | None) -> None:
    if parent is not None:
        wait([parent.sentinel])
        os._exit(1)
