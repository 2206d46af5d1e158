#!/bin/sh
# The browser for the tests: Chromium without windows, from Debian's packages where we may install them.
set -eu
for name in chromium-headless-shell chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium for the browser tests"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends chromium-headless-shell fonts-dejavu-core >/dev/null
else
    echo "The browser tests need Chromium: install it first (on Debian: sudo apt-get install chromium-headless-shell)." >&2
    exit 1
fi
