#!/usr/bin/env bash
# Brings .venv to what the lock says, for the dependency groups named; quick when nothing changed.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

python=$(find_python)
if ! .venv/bin/python -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' \
  2>/dev/null; then
  rm -rf .venv
  "$python" -m venv .venv
fi

want="$(hash_of pyproject.toml requirements.lock) $(.venv/bin/python --version)"
stale=()
for group in "$@"; do
  [ "$(cat ".venv/.group-$group" 2>/dev/null)" = "$want" ] || stale+=("$group")
done
[ ${#stale[@]} -gt 0 ] || exit 0

echo "Python packages: ${stale[*]}"
# Dependency groups (PEP 735) came to pip with 25.1.
.venv/bin/python -m pip install -qq --upgrade 'pip>=25.1'
groups=()
for group in "${stale[@]}"; do groups+=(--group "$group"); done
has_engine || groups+=('moto[server]')
.venv/bin/python -m pip install -qq -c requirements.lock -e . "${groups[@]}"
for group in "${stale[@]}"; do echo "$want" >".venv/.group-$group"; done
