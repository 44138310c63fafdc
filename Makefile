# The doors of the project for people; what they do stands in infra/setup/.

.DEFAULT_GOAL := help
.PHONY: help run test simulate soak bench package format types engine pages voice clean-city
setup := infra/setup

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: ## the whole city on this machine; `make run LAN=1` invites phones on the same network
	@bash $(setup)/run.sh

test: ## every check there is, with its own set-up
	@bash $(setup)/test.sh

simulate: ## seeded mornings where everything fails; SEEDS=20000, SEED=7 with its trace, GUARDS=1
	@bash $(setup)/simulate.sh

soak: ## the city as processes, killed at random; SOAK_SECONDS=120, MACHINES=30, SEED=1
	@bash $(setup)/soak.sh

bench: ## ratios and sizes side by side, printed
	@bash $(setup)/bench.sh

package: ## the zips that AWS Lambda runs
	@bash $(setup)/package.sh

format: ## put Python sources into their one form
	@bash $(setup)/machine.sh && bash $(setup)/python.sh dev
	@.venv/bin/ruff check --fix . && .venv/bin/ruff format .

types: ## the page's API types, generated from the API
	@bash $(setup)/types.sh

engine: ## fetch the embedded engine
	@bash $(setup)/engine.sh

pages: ## build the pages
	@bash $(setup)/machine.sh && bash $(setup)/python.sh local && bash $(setup)/pages.sh

voice: ## make the kiosk's spoken words again where their sentences changed
	@bash $(setup)/voice.sh

clean-city: ## throw the demo city's data away; the next run starts a new one
	@rm -rf var
