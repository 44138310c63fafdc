#!/usr/bin/env bash
# Builds the pages when a source is newer than what was built; `packages` only fetches packages.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root/frontend"

packages=$(hash_of frontend/package.json frontend/package-lock.json)
if [ "$(cat node_modules/.stamp 2>/dev/null)" != "$packages" ]; then
  echo "Page packages"
  npm ci --silent
  echo "$packages" >node_modules/.stamp
fi
[ "${1:-}" != packages ] || exit 0

# The kiosk's spoken words are kept made; a sentence changed since then is made where it can be.
node scripts/voice.mjs --if-possible
sources=$(hash_of frontend)
[ "$(cat dist/.stamp 2>/dev/null)" = "$sources" ] && exit 0
echo "Pages"
kept=$(mktemp -d)
trap 'rm -rf "$kept"' EXIT
# A page opened before this build still asks for its own parts: those stay for a week.
if [ -d dist/assets ]; then
  find dist/assets -type f -mtime -7 -exec cp -p -t "$kept" {} +
fi
npm run --silent build -- --logLevel error
cp -rpn "$kept/." dist/assets/
"$root/.venv/bin/python" -m whitenoise.compress --quiet dist
echo "$sources" >dist/.stamp
