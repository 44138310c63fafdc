#!/usr/bin/env bash
# Builds the zip that AWS Lambda runs, from a clean environment of its own.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

bash infra/setup/machine.sh
bash infra/setup/python.sh deploy
.venv/bin/python -m infra.cloud.package
