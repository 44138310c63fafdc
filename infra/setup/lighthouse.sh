#!/usr/bin/env bash
# Fetches the page measurer that the bench uses, unless it is there as locked.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root/infra/setup/lighthouse"

mark=node_modules/.locked
now=$(sha256sum package-lock.json)
if [ "$(cat "$mark" 2>/dev/null)" != "$now" ]; then
  echo 'Page measurer'
  npm ci --no-audit --no-fund --loglevel=error
  printf '%s' "$now" >"$mark"
fi
