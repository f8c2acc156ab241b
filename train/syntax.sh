#!/bin/sh
# train/syntax.sh UD [BUILD]: trains models/en.lapm again from the treebanks in UD; the same bits every time with the
# same compiler. Two teachers first, then the model that learns from the treebanks and from them. About 40 minutes on one
# core with AVX-512.
set -eu
ud=${1:?usage: train/syntax.sh UD [BUILD]}
build=${2:-build}
ninja -C "$build" train/syntax_train
train() {
    "$build/train/syntax_train" --ud "$ud" --drop-layer 0.3 --drop-input 0.22 "$@"
}
train --epochs 40 --quantise-from 30 --other-name 0.3 --out "$build/small.lapm" --dump "$build/small.float"
train --epochs 18 --quantise-from 1000 --hidden 160 --layers 3 --arc 96 --label 96 --rate 0.0025 --drop-layer 0.35 \
    --drop-input 0.25 --drop-recurrent 0.25 --drop-head 0.25 --other-name 0.4 --out "$build/large.lapm" \
    --dump "$build/large.float"
train --epochs 44 --quantise-from 34 --other-name 0.35 --out models/en.lapm \
    --teachers "$build/large.float:160:3:96:96,$build/small.float:96:2:64:64"
