#!/usr/bin/env bash
# Says in words what this machine lacks to run the city, before anything is begun.
set -euo pipefail
. "$(dirname "$0")/find.sh"

missing=() packages=()

if ! python=$(find_python); then
  missing+=("Python 3.11 or 3.12 (found: $(python3 --version 2>/dev/null || echo none))")
  packages+=(python3 python3-venv)
elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
  missing+=("Python's venv module for $python")
  packages+=(python3-venv)
fi
if ! node_is_new_enough; then
  missing+=("Node 20 or newer (found: $(node --version 2>/dev/null || echo none))")
  packages+=(nodejs)
  newer_node=' && npm install -g node@20'
fi
if ! command -v npm >/dev/null 2>&1 || [ -n "${newer_node:-}" ]; then
  command -v npm >/dev/null 2>&1 || missing+=("npm")
  packages+=(npm)
fi

if [ ${#missing[@]} -gt 0 ]; then
  echo "This machine cannot run the city yet. Missing:" >&2
  printf '  - %s\n' "${missing[@]}" >&2
  echo "On Debian 12, as root:" >&2
  echo "  apt-get install -y ${packages[*]}${newer_node:-}" >&2
  exit 1
fi
if ! has_engine; then
  echo "Note: there is no embedded engine for $(uname -s) $(uname -m); data will be in memory only."
fi
