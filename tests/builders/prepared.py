"""Processes that begin with the product imported: forks of one that has imported it and does nothing else.

A program that begins by itself imports for two seconds. Those of the Procfile and of the command line do so in
`tests/processes`, `tests/matchmaker/jobs` and `tests/matchmaker/base/test_config.py`.
"""

import multiprocessing
import os
from collections.abc import Callable, Mapping
from multiprocessing.context import ForkServerProcess

from matchmaker.base.config import get_config

CONTEXT = multiprocessing.get_context("forkserver")
# not `matchmaker.jobs`: its queues are where the environment says when it is imported
CONTEXT.set_forkserver_preload(
    ["pytest", "matchmaker.alerts.jobs.auto_cancel", "matchmaker.change_desk.jobs", "matchmaker.mail.jobs.sending"]
)


def start(work: Callable[[], object], **environment: str) -> ForkServerProcess:
    """Start a process that does `work`, a function of a module, with variables added to this process's environment."""
    process = CONTEXT.Process(target=_do, args=(work, os.environ | environment))
    process.start()
    return process


def _do(work: Callable[[], object], environment: Mapping[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)
    get_config.cache_clear()
    work()
