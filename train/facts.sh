#!/bin/sh
# train/facts.sh DIR [BUILD]: trains models/facts.lapm again from udsih2_train.jsonl.gz (and measures on udsih2_dev.jsonl)
# in DIR; the same bits every time.
set -eu
dir=${1:?usage: train/facts.sh DIR [BUILD]}
build=${2:-build}
ninja -C "$build" train/facts_train
train/facts_examples.py "$dir/udsih2_train.jsonl.gz" >"$build/facts.train.tsv"
train/facts_examples.py "$dir/udsih2_dev.jsonl" >"$build/facts.dev.tsv"
"$build/train/facts_train" models/facts.lapm "$build/facts.train.tsv" "$build/facts.dev.tsv"
