#!/usr/bin/env bash
# Builds the zips that AWS Lambda runs, each from a clean environment of its own.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

bash infra/setup/machine.sh
bash infra/setup/python.sh deploy
bash infra/setup/font.sh
.venv/bin/python -m infra.cloud.package
