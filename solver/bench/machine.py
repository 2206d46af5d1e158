"""The machine of a measurement: processor, memory, versions, load."""

import os
import platform
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

PACKAGES = ("ortools", "numba", "numpy", "python-sat", "highspy")


def machine() -> str:
    """Processor, cores, memory, versions and date, in one line."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    versions = ", ".join(f"{name} {_version(name)}" for name in PACKAGES)
    date = datetime.now(UTC).date().isoformat()
    return f"{_processor()}, {cores} cores, {_memory()}; Python {platform.python_version()}, {versions}; {date}"


def load() -> float:
    """How many processes wanted to run in the last minute, on average: 0 on an idle machine."""
    return os.getloadavg()[0]


def _processor() -> str:
    lines = _lines("/proc/cpuinfo")
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def _memory() -> str:
    kib = next((int(line.split()[1]) for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0)
    return f"{kib / 2**20:.0f} GiB"


def _lines(name: str) -> list[str]:
    path = Path(name)
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"
