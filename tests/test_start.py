"""What a process imports when it starts."""

import subprocess
import sys

ASKED = """
import sys
from importlib import import_module
import matchmaker.jobs, web.app
from matchmaker.cli import COMMANDS
for module in COMMANDS.values():
    import_module(f"matchmaker.cli.{module}")
print(sorted({"ortools", "numba", "pandas"} & sys.modules.keys()))
"""


def test_pages_jobs_and_commands_start_without_what_only_solving_needs():
    done = subprocess.run([sys.executable, "-c", ASKED], check=True, capture_output=True, text=True)

    assert done.stdout == "[]\n"
