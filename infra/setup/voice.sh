#!/usr/bin/env bash
# Makes the kiosk's spoken words again where their sentences changed; as root it installs the engine.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

packages=()
command -v espeak-ng >/dev/null 2>&1 || packages+=(espeak-ng)
command -v ffmpeg >/dev/null 2>&1 || packages+=(ffmpeg)
if [ ${#packages[@]} -gt 0 ]; then
  if [ "$(id -u)" != 0 ]; then
    echo "The spoken words are made by packages of this system. As root:" >&2
    echo "  apt-get update && apt-get install -y ${packages[*]}" >&2
    exit 1
  fi
  echo "System packages: ${packages[*]}"
  export DEBIAN_FRONTEND=noninteractive
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
fi
node frontend/scripts/voice.mjs
