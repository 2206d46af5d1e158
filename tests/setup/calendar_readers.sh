#!/bin/sh
# The kit of independent calendar readers, if it is there (ICS_ORACLES, else ../shared/ics_oracles): install its parts once.
# Without the kit the tests that need it are reported as skipped; where CI is set they fail, unless KITS=none.
set -eu
kit=${ICS_ORACLES:-../shared/ics_oracles}
home=${ICS_ORACLES_HOME:-$HOME/.cache/ics_oracles}
[ -f "$kit/install.sh" ] || exit 0
if [ -x "$home/venv/bin/python" ] && [ -d "$home/node_modules/ical.js" ] && command -v khal >/dev/null && command -v calcurse >/dev/null; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing the calendar readers"
    ICS_ORACLES_HOME=$home sh "$kit/install.sh" >/dev/null
else
    echo "The calendar readers of $kit are not installed: run sh $kit/install.sh as root, or their tests will fail." >&2
fi
