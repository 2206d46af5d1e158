#!/bin/sh
# Make .venv with a Python of 3.11 or newer; installs Debian's venv module where it is missing and we are root.
set -eu
python=$1
command -v "$python" >/dev/null || { echo "Python 3.11 or newer is needed: '$python' was not found. Give another with make PYTHON=..." >&2; exit 1; }
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; $("$python" --version) was found. Give another with make PYTHON=..." >&2; exit 1; }
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
    else
        echo "This Python has no venv module: install it first (on Debian: sudo apt-get install python3-venv)." >&2
        exit 1
    fi
fi
rm -rf .venv
"$python" -m venv .venv
