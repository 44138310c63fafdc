#!/usr/bin/env bash
# Writes the API's description and generates the page's types from it.
set -euo pipefail
. "$(dirname "$0")/find.sh"
cd "$root"

bash infra/setup/machine.sh
bash infra/setup/python.sh local
bash infra/setup/pages.sh packages
npm --prefix frontend run --silent types
