#!/usr/bin/env bash
# Runs a city whose engine, API and worker are killed at random, and counts afterwards.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

setup=infra/setup
bash $setup/machine.sh
bash $setup/python.sh local dev documents
bash $setup/engine.sh
bash $setup/font.sh
bash $setup/pages.sh
exec .venv/bin/python -m tests.soak \
  --seconds "${SOAK_SECONDS:-120}" --machines "${MACHINES:-30}" --seed "${SEED:-1}"
