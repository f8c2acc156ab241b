#!/bin/sh
# events.sh UD: trains models/events.lapm. UD is the folder of the treebanks, with ewt/ and gum/.
set -eu
cd "$(dirname "$0")/.."
ninja -C build train/events_train
build/train/events_train models/events.lapm --limit 500 --names train/events/names.tsv \
    --rows train/events/long.tsv train/events/news.tsv train/events/none.tsv \
    --ud "$1"/ewt/train.conllu.gz "$1"/gum/train.conllu.gz
ninja -C build
