# Front door. Meson knows the sources; `make` leaves the program at build/lapwing.
BUILD = build
FUZZ_SECONDS = 60
SHARED = ../shared
UD = $(SHARED)/data/ud
QUALITY = python3 $(SHARED)/bench/quality.py $(BUILD)/lapwing

.PHONY: all run demo check quality heldout devset quality-update golden bench asan fuzz format man install ci train setup clean

all: $(BUILD)/build.ninja
	ninja -C $(BUILD)

$(BUILD)/build.ninja:
	meson setup $(BUILD)

setup:
	@tools/setup.sh run

run: setup
	@$(MAKE) --no-print-directory all
	$(BUILD)/lapwing code --to text examples/*.txt

# An invented crisis in a fresh store, and the page over it until Ctrl-C.
demo: setup
	@$(MAKE) --no-print-directory all
	rm -f $(BUILD)/demo.db*
	$(BUILD)/lapwing ingest --db $(BUILD)/demo.db examples/demo/articles.jsonl
	@echo "Open http://127.0.0.1:8080/ in a browser; Ctrl-C ends it. Let later news and corrections arrive, in another terminal:"
	@echo "  $(BUILD)/lapwing ingest --db $(BUILD)/demo.db examples/demo/updates.jsonl"
	$(BUILD)/lapwing serve --db $(BUILD)/demo.db

check:
	@tools/setup.sh check
	@python3 tests/check.py

# Expected outputs of tests/golden written anew, to be reviewed as a diff.
golden: all
	python3 tests/check.py --golden

quality: all
	$(QUALITY) --against tests/quality.tsv

# Articles that no rule was made on: how far the rules were fitted to the others.
heldout: all
	python3 tests/heldout/score.py $(BUILD)/lapwing tests/heldout/*.txt

# Articles that rules are made on, with their errors.
devset: all
	python3 tests/heldout/score.py $(BUILD)/lapwing --errors tests/devset/*.txt

quality-update: all
	$(QUALITY) --tsv tests/quality.tsv

bench: all
	python3 bench/many.py $(BUILD)/lapwing
	python3 bench/speed.py $(BUILD)
	python3 bench/intake.py $(BUILD)
	python3 bench/serve.py $(BUILD)
	python3 bench/board.py $(BUILD)

asan: setup
	@python3 tests/check.py --asan

fuzz:
	@tools/setup.sh fuzz
	@FUZZ_SECONDS=$(FUZZ_SECONDS) tools/fuzz.sh

format:
	git ls-files '*.c' '*.h' | xargs clang-format-14 -i

# Man pages from the table of commands.
man: all
	$(BUILD)/write_man man

install: all
	meson install -C $(BUILD) --no-rebuild

# The other compiler, other settings, another processor, threads under a race detector.
ci:
	@tools/setup.sh ci
	@tools/ci.sh

# The models anew, from the treebanks (models/*.md say which, and what they reach).
train: all
	train/text.sh $(UD) $(BUILD)
	train/syntax.sh $(UD) $(BUILD)
	train/events.sh $(UD) $(BUILD)
	train/roles.sh $(BUILD)

clean:
	rm -rf build build-*
