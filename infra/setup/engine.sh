#!/usr/bin/env bash
# Fetches the embedded engine where this kind of machine has one; quick when it is there.
set -euo pipefail
. "$(dirname "$0")/find.sh"
has_engine || exit 0
cd "$root/infra/setup/engine"

want=$(hash_of infra/setup/engine/package.json infra/setup/engine/package-lock.json)
[ "$(cat node_modules/.stamp 2>/dev/null)" = "$want" ] && exit 0
echo "Embedded engine"
npm ci --silent
node_modules/@dynoxide/linux-x64/dynoxide --version >/dev/null
echo "$want" >node_modules/.stamp
