#!/usr/bin/env bash
# Sets up what the city needs, quick when nothing changed, and opens it.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

setup=infra/setup
bash $setup/machine.sh
# A taken port is said now, not after minutes of building.
PYTHONDONTWRITEBYTECODE=1 "$(find_python)" -m infra.local.ports
bash $setup/python.sh local documents
bash $setup/engine.sh
bash $setup/font.sh
bash $setup/pages.sh
exec .venv/bin/python -m infra.local
