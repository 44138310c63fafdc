#!/usr/bin/env bash
# Fetches the typeface of the documents and lays it beside the code that embeds it.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

from=infra/setup/font
place=functions/documents/typeface
want=$(hash_of $from/package.json $from/package-lock.json)
[ "$(cat $place/.stamp 2>/dev/null)" = "$want" ] && exit 0
echo "Typeface"
(cd $from && npm ci --silent --ignore-scripts)
mkdir -p $place
cp $from/node_modules/@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf \
  $place/NotoSerifSC-Regular.ttf
cp $from/node_modules/@expo-google-fonts/noto-serif-sc/LICENSE_FONT $place/LICENSE
rm -rf $from/node_modules  # seven other weights
echo "$want" >$place/.stamp
