# Finds what this machine offers; sourced by the other scripts, changes nothing.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false
export PIP_DISABLE_PIP_VERSION_CHECK=1

# Prints the first Python that is 3.11 or 3.12; PYTHON names one of one's own.
find_python() {
  local candidate
  for candidate in ${PYTHON:-} python3.12 python3.11 python3; do
    if command -v "$candidate" >/dev/null 2>&1 && "$candidate" -c \
      'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 13))' 2>/dev/null; then
      command -v "$candidate"
      return 0
    fi
  done
  return 1
}

node_is_new_enough() {
  command -v node >/dev/null 2>&1 || return 1
  [ "$(node -p 'Number(process.versions.node.split(".")[0]) >= 20' 2>/dev/null)" = true ]
}

# The embedded engine exists for this kind of machine only; elsewhere the city is in memory.
has_engine() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ]
}

# Prints a hash of the named files' contents, of folders all files but built and fetched ones.
hash_of() {
  (cd "$root" && find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 |
    LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum | cut -d' ' -f1)
}
