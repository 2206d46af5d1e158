#!/bin/sh
# A mail server with a mailbox for the tests of answers: Dovecot, from Debian's packages where we may install them.
# Without it these tests are reported as skipped, and fail under CI.
set -eu
if command -v dovecot >/dev/null || [ -x /usr/sbin/dovecot ]; then exit 0; fi
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Dovecot for the tests of mail that comes back"
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=300 install -y -qq --no-install-recommends dovecot-imapd >/dev/null
else
    echo "The tests of an IMAP mailbox need Dovecot: install it (on Debian: sudo apt-get install dovecot-imapd), or they are skipped." >&2
fi
