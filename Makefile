# werkfit. `make help` lists what there is.

SHELL := /bin/sh
STUDY := Scenarios/gooi-bijstelling-2020.yaml
RELEASE := .build/release/werkfit
DEBUG := .build/debug/werkfit
STATIC := .build/dist/swift
ARCHIVE = $(firstword $(shell ls -t .build/dist/werkfit-*.tar.gz 2>/dev/null) .build/dist/werkfit.tar.gz)

.DEFAULT_GOAL := help
.PHONY: help demo documents docs test soak random hostile test-cluster dist test-dist lint mutants fuzz sanitize sanitize-address \
  sanitize-thread bench bench-build bench-check bench-update bench-cost clean

help:  ## Lists the targets
	@sed -n 's/^\([a-z-]*\):.*## /\1 /p' $(MAKEFILE_LIST) | while read -r name text; do printf 'make %-13s %s\n' "$$name" "$$text"; done

demo:  ## Builds werkfit, compares the scenarios of the Gooi en Vechtstreek and writes the letter to the council
	@Setup/packages build
	@Setup/swift
	@Setup/python Setup/documents.txt .build-venv-documents
	@echo "Building werkfit (the first time takes some minutes)"
	@swift build --configuration release --product werkfit
	@$(RELEASE) compare $(STUDY)
	@echo
	@mkdir -p .build/demo
	@$(RELEASE) letter $(STUDY) --output .build/demo/raadsinformatiebrief-gooi.pdf
	@echo "The letter to the council: $(CURDIR)/.build/demo/raadsinformatiebrief-gooi.pdf"
	@echo
	@echo "Try next:"
	@echo "  $(RELEASE) compare $(STUDY) --all"
	@echo "  $(RELEASE) compare Scenarios/werkfit-vergelijking.yaml"
	@echo "  $(RELEASE) letter $(STUDY) --output brief.docx"
	@echo "  $(RELEASE) export $(STUDY) --to xlsx --output werkboek.xlsx"
	@echo "  $(RELEASE) export $(STUDY) --to html --output rapport.html"
	@echo "  $(RELEASE) serve --open"
	@echo "  $(RELEASE) run Scenarios/voorbeeld.yaml"
	@echo "  $(RELEASE) validate Scenarios/pastiel.yaml"
	@echo "  $(RELEASE) --help"
	@echo "README.md shows how to write a study of your own in ten minutes."

documents:  ## Installs what makes letters, reports and pictures (pandoc, Typst, vl-convert)
	@Setup/packages build
	@Setup/python Setup/documents.txt .build-venv-documents

docs:  ## Makes the documentation, one site with the handbook and the libraries, in .build/docs
	@Setup/packages build docs
	@Setup/swift
	@echo "Building werkfit (the first time takes some minutes)"
	@swift build --product werkfit
	@$(if $(wildcard /usr/bin/python3),/usr/bin/python3,python3) Documentation/tools/docsite.py --binary $(DEBUG) --build .build/debug --output .build/docs

test:  ## Lints and runs all tests
	@Setup/packages build test
	@Setup/swift
	@Setup/python
	@Setup/python Setup/documents.txt .build-venv-documents
	@$(MAKE) --no-print-directory lint
	@echo "== Swift tests"
	@swift build --build-tests
	@swift test --skip-build
	@WERKFIT=$(CURDIR)/$(DEBUG) Setup/python-checks
	@echo "== Published figures"
	@$(DEBUG) validate --replications 200
	@echo "All tests passed."

soak:  ## Kills runs and writers of archives a hundred times at random moments; prints the seeds of the moments
	@Setup/packages build
	@Setup/swift
	@swift build --build-tests
	@WERKFIT_KILLS=100 swift test --skip-build --filter InterruptionTests/killedAtRandomMoments
	@WERKFIT_KILLS=100 swift test --skip-build --filter ArchiveRobustnessTests/killedAtRandomMoments

random:  ## Runs dieharder over the random numbers of the engine, in two orders; each takes an hour of one core
	@Setup/packages build random
	@Setup/swift
	@swift build --product randomstream
	@mkdir -p .build/random
	@for order in interleaved consecutive; do \
	  date -u; $(DEBUG:werkfit=randomstream) $$order 20201 | nice -n 10 dieharder -a -g 200 | tee .build/random/$$order.txt; \
	  for word in PASSED WEAK FAILED; do echo "$$order: $$(grep -c "$$word" .build/random/$$order.txt) $$word"; done; \
	done

test-cluster:  ## Runs a comparison on a Slurm cluster of its own, on this machine
	@Setup/packages build test cluster
	@Setup/swift
	@swift build --product werkfit
	@WERKFIT=$(CURDIR)/$(DEBUG) python3 Tests/Cluster/slurm.py

dist:  ## Makes an archive for people without Swift, in .build/dist
	@Setup/packages build dist
	@Setup/swift
	@Setup/python Setup/documents.txt .build-venv-documents
	@echo "Building werkfit with Swift's library in it (the first time takes some minutes)"
	@swift build --configuration release --static-swift-stdlib --product werkfit --scratch-path $(STATIC)
	@/usr/bin/python3 Distribution/make_archive.py $(STATIC)/release/werkfit $(STATIC)/checkouts .build/dist

test-dist:  ## Tries the newest archive in a bare Debian 12 that it makes, and in a container (root)
	@Setup/packages build dist test-dist
	@Setup/swift
	@Setup/python Setup/documents.txt .build-venv-documents
	@test -n "$(WERKFIT)" || swift build --configuration release --product werkfit
	@WERKFIT=$(or $(WERKFIT),$(CURDIR)/$(RELEASE)) python3 Tests/Distribution/try_archive.py $(ARCHIVE)
	@python3 Tests/Distribution/try_container.py $(ARCHIVE)

lint:  ## Checks the layout of the Swift sources, and that each bug to plant still has its place
	@echo "== swift format lint"
	@swift format lint --strict --parallel --recursive Sources Tests Package.swift \
	  Benchmarks/Package.swift Benchmarks/Benchmarks Benchmarks/Sources
	@$(if $(wildcard /usr/bin/python3),/usr/bin/python3,python3) Tests/Mutants/mutants.py --check

mutants:  ## Plants bugs one by one and checks that the named test catches each
	@Setup/packages build test
	@Setup/swift
	@python3 Tests/Mutants/mutants.py

hostile:  ## Passes studies whose every text is hostile through every output, and reads those with other programs
	@Setup/packages build test
	@Setup/swift
	@Setup/python
	@Setup/python Setup/documents.txt .build-venv-documents
	@swift build --product werkfit
	@WERKFIT=$(CURDIR)/$(DEBUG) .build-venv/bin/python Tests/Hostile/check_hostile.py --all

fuzz:  ## Fuzzes what reads files and requests for FUZZ_SECONDS (60) seconds in all; says which input broke it
	@Setup/packages build
	@Setup/swift
	@Tests/Fuzz/run

sanitize: sanitize-address sanitize-thread  ## Runs the Swift tests under the address and the thread sanitizer (hours)

# What starts the whole program many times, or compares laws over tens of thousands of runs of the slow oracle, takes hours here
# and goes through no code that the other tests leave out.
SANITIZE_SKIP := --skip '^CommandLineTests\.' --skip MutationTests --skip SimulationBasedCalibrationTests --skip AgreementTests
# Hostile files may take ten seconds instead of one; what Swift says of a crash can hang under the address sanitizer.
SANITIZE_SETTINGS := SWIFT_BACKTRACE=enable=no WERKFIT_PATIENCE=10

sanitize-address:
	@Setup/packages build
	@Setup/swift
	@swift build --build-tests --scratch-path .build-asan --sanitize address
	@$(SANITIZE_SETTINGS) ASAN_OPTIONS=detect_leaks=0 swift test --skip-build --scratch-path .build-asan --sanitize address $(SANITIZE_SKIP)

sanitize-thread:
	@Setup/packages build
	@Setup/swift
	@swift build --build-tests --scratch-path .build-tsan --sanitize thread
	@library=$$(Tests/Sanitizers/prepare-thread .build-tsan/mutex) && LD_PRELOAD=$$library $(SANITIZE_SETTINGS) \
	  swift test --skip-build --scratch-path .build-tsan --sanitize thread $(SANITIZE_SKIP)

bench: bench-build  ## Measures the speed against hand-written C++, what users wait for, and how time grows
	@.build-venv-bench/bin/python Benchmarks/run --no-build

bench-build:
	@Setup/packages build test bench
	@Setup/swift
	@Setup/python Benchmarks/requirements.txt .build-venv-bench
	@$(MAKE) --silent -C Benchmarks/yardstick
	@swift build --configuration release --product werkfit
	@swift build --configuration release --product measure --package-path Benchmarks

bench-check: bench-build  ## Counts instructions and holds them against the committed numbers
	@python3 Benchmarks/tools/instructions.py check

bench-update: bench-build  ## Writes the numbers of instructions as they are now
	@python3 Benchmarks/tools/instructions.py update

bench-cost: bench-build  ## Measures what every study costs, for the page in the documentation
	@python3 Benchmarks/tools/cost.py

clean:  ## Removes everything that was built
	@rm -rf .build .build-venv .build-venv-bench .build-venv-documents .build-mutants .build-fuzz .build-asan .build-tsan Benchmarks/.build Benchmarks/yardstick/traject
