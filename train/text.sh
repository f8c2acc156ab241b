#!/bin/sh
# train/text.sh UD [BUILD]: trains models/text.lapm again from the treebanks in UD; the same bits every time.
set -eu
ud=${1:?usage: train/text.sh UD [BUILD]}
build=${2:-build}
ninja -C "$build" train/text_train
"$build/train/text_train" know/layout.tsv models/text.lapm "$build/text.scores.txt" \
    "$ud/ewt/train.conllu.gz" "$ud/gum/train.conllu.gz" --dev "$ud/ewt/dev.conllu" "$ud/gum/dev.conllu.gz"
