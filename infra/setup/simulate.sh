#!/usr/bin/env bash
# Runs seeded mornings in a city where everything fails, with what the environment asks for.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

setup=infra/setup
export TAX_LOG_LEVEL=CRITICAL  # a guard that is taken away fails loudly in every log
bash $setup/machine.sh
bash $setup/python.sh local dev
bash $setup/pages.sh packages
if [ -n "${SEED:-}" ]; then
  exec .venv/bin/python -m tests.simulation --seed "$SEED"
fi
if [ -n "${GUARDS:-}" ]; then
  exec .venv/bin/python -m tests.simulation --guards --seeds "${SEEDS:-100}"
fi
exec .venv/bin/python -m tests.simulation --seeds "${SEEDS:-1000}"
