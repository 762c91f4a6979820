#!/bin/sh
# Installs Debian packages that are missing: those of the real OAuth server or, if some are named, those.
set -eu

[ $# -gt 0 ] || set -- ruby-doorkeeper ruby-activerecord ruby-rack-cors ruby-sqlite3 puma

missing=
for package; do
  state=$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null || true)
  [ "$state" = 'install ok installed' ] || missing="$missing $package"
done
[ -n "$missing" ] || exit 0

command="apt-get install -y --no-install-recommends$missing"
if ! command -v apt-get >/dev/null; then
  echo "Missing, and only known as packages of Debian 12:$missing. Run these tests on Debian, for instance in its container image." >&2
  exit 1
fi
if [ "$(id -u)" != 0 ]; then
  echo "Missing Debian packages:$missing. Install them as root: $command" >&2
  exit 1
fi

# Several test packages may come here at once, and apt waits for its own lock only in part.
mkdir -p /run/lock
exec 9>/run/lock/mastoauth-setup
flock 9
export DEBIAN_FRONTEND=noninteractive
# Debian's package of PostgreSQL makes a database and starts it, unless it is told before that it should not. The tests make their own.
case "$missing" in *postgresql*)
  mkdir -p /etc/postgresql-common/createcluster.d
  echo 'create_main_cluster = false' > /etc/postgresql-common/createcluster.d/mastoauth.conf
esac
echo "Installing Debian packages:$missing" >&2
$command >&2 || { apt-get update >&2 && $command >&2; }
