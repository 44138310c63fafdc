#!/usr/bin/env bash
# Sees that the tests' browser and what else they call are here; as root it installs them.
set -euo pipefail

packages=()
command -v chromium >/dev/null 2>&1 || packages+=(chromium)
command -v fc-list >/dev/null 2>&1 || packages+=(fontconfig)
fc-list :lang=zh family 2>/dev/null | grep -qi 'CJK' || packages+=(fonts-noto-cjk)
command -v ffmpeg >/dev/null 2>&1 || packages+=(ffmpeg)
command -v zbarimg >/dev/null 2>&1 || packages+=(zbar-tools)
command -v qpdf >/dev/null 2>&1 || packages+=(qpdf)
command -v pdftotext >/dev/null 2>&1 || packages+=(poppler-utils)
[ ${#packages[@]} -gt 0 ] || exit 0

if [ "$(id -u)" != 0 ]; then
  echo "The tests need packages of this system. As root:" >&2
  echo "  apt-get update && apt-get install -y ${packages[*]}" >&2
  exit 1
fi
echo "System packages: ${packages[*]}"
export DEBIAN_FRONTEND=noninteractive
apt-get update -qq
apt-get install -y -qq --no-install-recommends "${packages[@]}" >/dev/null
