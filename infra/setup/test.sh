#!/usr/bin/env bash
# Sets up what the tests need, makes every check, and ends with a short summary.
set -uo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

setup=infra/setup
bash $setup/machine.sh && bash $setup/python.sh local dev deploy documents &&
  bash $setup/engine.sh && bash $setup/font.sh && bash $setup/browser.sh && bash $setup/pages.sh || exit 1

bin=.venv/bin
summary=() passed=0 failed=0

check() {
  local name=$1 began=$SECONDS
  shift
  printf '\n== %s\n' "$name"
  if "$@"; then
    passed=$((passed + 1))
    summary+=("ok      $name ($((SECONDS - began)) s)")
  else
    failed=$((failed + 1))
    summary+=("FAILED  $name ($((SECONDS - began)) s)")
  fi
}

check 'ruff' $bin/ruff check .
check 'ruff format' $bin/ruff format --check .
check 'mypy' $bin/mypy
check 'import-linter' $bin/lint-imports
check 'pytest' $bin/pytest -n 3 --dist worksteal -m 'not browser and not bench'
check 'pytest browser' $bin/pytest -n 2 --dist loadfile -m browser
check 'api types' npm --prefix frontend run --silent types -- --check
check 'prettier' npm --prefix frontend run --silent format:check
check 'vue-tsc' npm --prefix frontend run --silent check
check 'vitest' npm --prefix frontend run --silent test
check 'page sizes' npm --prefix frontend run --silent size

printf '\n== summary (%d s)\n' "$SECONDS"
printf '  %s\n' "${summary[@]}"
echo "checks: $passed passed, $failed failed"
[ "$failed" = 0 ]
