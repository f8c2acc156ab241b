#!/bin/sh
# train/events.sh UD [BUILD]: trains models/events.lapm. UD is the folder of the treebanks, with ewt/ and gum/.
set -eu
cd "$(dirname "$0")/.."
ud=${1:?usage: train/events.sh UD [BUILD]}
build=${2:-build}
ninja -C "$build" train/events_train
"$build"/train/events_train models/events.lapm --seed 1 --limit 60 --text-limit 150 --bold 600 --vectors train/word_vectors.tsv.gz --names train/events/names.tsv \
    --told train/events/told.txt.gz \
    --rows train/events/heads.tsv train/events/long.tsv train/events/news.tsv train/events/none.tsv train/events/texts.tsv \
    --verdicts train/events/read.tsv \
    --articles tests/devset/*.txt \
    --ud "$ud"/ewt/train.conllu.gz "$ud"/gum/train.conllu.gz
ninja -C "$build"
