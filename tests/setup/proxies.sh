#!/bin/sh
# The reverse proxies of deploy/ for the tests of their configurations: nginx and Caddy, from Debian's packages where we
# may install them. Without them these tests are reported as skipped, and fail under CI.
set -eu
PATH=$PATH:/usr/sbin
if command -v nginx >/dev/null && command -v caddy >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing nginx and Caddy for the tests of their configurations"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends nginx-light caddy >/dev/null
else
    echo "The tests of deploy/ need nginx and Caddy: install them (on Debian: sudo apt-get install nginx-light caddy), or they are skipped." >&2
fi
