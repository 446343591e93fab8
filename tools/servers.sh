#!/bin/sh
# Installs what some tests ask of a Debian machine besides Python: a browser for the pages, a PostgreSQL for the
# record, a Postfix for letters (installed without settings, so that no service of it starts).
# Where it cannot, it says so and ends well: those tests then skip, and say why.
set -eu
missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v postfix >/dev/null 2>&1 || [ -x /usr/sbin/postfix ] || missing="$missing postfix"
[ -n "$missing" ] || exit 0
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null 2>&1; then
    echo "not here:$missing; the tests that need them will skip (on Debian: apt-get install$missing)" >&2
    exit 0
fi
apt-get update --quiet --quiet || true
echo "postfix postfix/main_mailer_type select No configuration" | debconf-set-selections || true
# shellcheck disable=SC2086 - a list of names
DEBIAN_FRONTEND=noninteractive apt-get install --quiet --quiet --yes --no-install-recommends $missing >/dev/null ||
    echo "could not be installed:$missing; the tests that need them will skip" >&2
