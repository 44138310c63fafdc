#!/usr/bin/env bash
# Runs the benchmarks, which print ratios of one run and assert nothing.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

setup=infra/setup
bash $setup/machine.sh
bash $setup/python.sh local dev deploy documents
bash $setup/engine.sh
bash $setup/font.sh
bash $setup/browser.sh
bash $setup/pages.sh
bash $setup/lighthouse.sh
npm --prefix frontend run --silent size
.venv/bin/pytest -m bench -s tests/bench
