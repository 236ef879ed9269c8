#!/bin/sh
# Puts nginx and haproxy on a Debian machine that lacks them, without starting them. Says on its last line why it cannot.
set -u
if command -v nginx >/dev/null && command -v haproxy >/dev/null; then
  exit 0
fi

if ! command -v apt-get >/dev/null || [ "$(id -u)" -ne 0 ]; then
  echo "nginx and haproxy are not installed, and only root on a Debian machine can install them here"
  exit 1
fi

# Run level 1: a package that is installed starts no service.
export DEBIAN_FRONTEND=noninteractive RUNLEVEL=1
install() {
  timeout 120 apt-get install -y -qq --no-install-recommends nginx-light haproxy >/dev/null 2>&1
}
install || { timeout 60 apt-get update -qq >/dev/null 2>&1; install; } || {
  echo "apt-get cannot install nginx-light and haproxy"
  exit 1
}
