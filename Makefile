# SPDX-License-Identifier: Apache-2.0
# The two commands of a newcomer are `make demo` and `make test`; `make help` lists the rest.
# CMake does the building: this file only installs what is missing and names the usual walks through it.
MAKEFLAGS += --no-print-directory
.DEFAULT_GOAL := help

jobs := $(shell nproc)
release := build/release
quietly := bash packaging/quietly

.PHONY: help
help:  ## this list
	@sed -n 's/^\([a-z-]*\):.*## /  make \1\t/p' $(MAKEFILE_LIST) | expand -t 20

.PHONY: build-packages test-packages
build-packages:
	@bash packaging/install-packages packaging/build-packages.txt
test-packages:
	@bash packaging/install-packages packaging/build-packages.txt packaging/test-packages.txt

# The program alone needs no test package: a first configuration leaves the tests out, `make test` switches them on in
# the same folder, and what is compiled already stays.
$(release)/build.ninja: | build-packages
	@$(quietly) cmake --preset release -DSCEAU_TESTS=OFF

.PHONY: build
build: build-packages $(release)/build.ninja  ## build/release/sceau, installing what is missing
	@echo "building $(release)/sceau"
	@$(quietly) cmake --build $(release) --target sceau --parallel $(jobs)

.PHONY: demo
demo: build  ## build, then sign, verify and damage two sample documents
	@$(release)/sceau demo

.PHONY: test-build
test-build: test-packages
	@$(quietly) cmake --preset release -DSCEAU_TESTS=ON
	@echo "building $(release) with all tests"
	@$(quietly) cmake --build $(release) --parallel $(jobs)

.PHONY: test
test: test-build  ## every test
	@ctest --test-dir $(release) --parallel $(jobs) --output-on-failure --no-tests=error

.PHONY: bench
bench: test-packages  ## measure the hot paths beside their floors
	@$(quietly) cmake --preset bench
	@echo "building build/bench"
	@$(quietly) cmake --build build/bench --parallel $(jobs)
	@bash bench/run build/bench

.PHONY: soak
soak: test-build  ## what is too long for every change; results belong into docs/soak.md
	@bash tests/soak/run $(release)

.PHONY: sanitize
sanitize: test-packages  ## the unit tests under AddressSanitizer and UndefinedBehaviorSanitizer
	@$(quietly) cmake --preset sanitize
	@echo "building build/sanitize"
	@$(quietly) cmake --build build/sanitize --parallel $(jobs) --target unit_tests
	@ctest --test-dir build/sanitize --parallel $(jobs) --output-on-failure --no-tests=error --label-regex unit

.PHONY: fuzz
fuzz: test-packages  ## each fuzz target for FUZZ_SECONDS (40)
	@bash tests/fuzz/run $(or $(FUZZ_SECONDS),40)

sources = $(shell git ls-files '*.cpp' '*.h')
scripts = $(shell git grep --files-with-matches --extended-regexp '^\#!/(usr/bin/env bash|bin/sh)' -- . )

.PHONY: format
format: test-packages  ## lay out all sources
	@clang-format-16 -i $(sources)

.PHONY: format-check
format-check: test-packages  ## are all sources laid out? nothing is written
	@clang-format-16 --dry-run -Werror $(sources)

.PHONY: lint-scripts
lint-scripts: test-packages  ## shellcheck
	@shellcheck --external-sources --severity=warning $(scripts)

.PHONY: lint
lint: test-build lint-scripts  ## shellcheck and clang-tidy
	@run-clang-tidy-16 -quiet -p $(release) -j $(jobs) "$(CURDIR)/(foundation|formats|crypto|certs|network|signer|verifier|vote|cli)/.*" 2>/dev/null

.PHONY: docs
docs: test-build  ## write docs/reasons.md from foundation/reasons.def
	@$(release)/tests/documents/print_reasons_page >docs/reasons.md

.PHONY: clean
clean:  ## remove build/
	@rm -rf build
