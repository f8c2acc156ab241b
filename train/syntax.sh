#!/bin/sh
# train/syntax.sh UD [BUILD]: trains models/en.lapm again from the treebanks in UD; the same bits every time with the
# same compiler. A small and a large network first, then one that learns from both, then the model, which takes the
# names of two of them for teachers. About 50 minutes on one core with AVX-512.
set -eu
ud=${1:?usage: train/syntax.sh UD [BUILD]}
build=${2:-build}
ninja -C "$build" train/syntax_train
train() {
    out=$1
    shift
    "$build/train/syntax_train" --ud "$ud" --out "$out.lapm" --dump "$out.float" --drop-layer 0.3 --drop-input 0.22 "$@"
}
small=$build/syntax_small large=$build/syntax_large both=$build/syntax_both
train "$small" --epochs 40 --quantise-from 30 --other-name 0.3
train "$large" --epochs 18 --quantise-from 1000 --hidden 160 --layers 3 --arc 96 --label 96 --rate 0.0025 \
    --drop-layer 0.35 --drop-input 0.25 --drop-recurrent 0.25 --drop-head 0.25 --other-name 0.4
train "$both" --epochs 44 --quantise-from 34 --other-name 0.35 --share 0.5 --tree-share 0.5 \
    --teachers "$large.float:160:3:96:96,$small.float:96:2:64:64"
train "$build/syntax_en" --epochs 48 --quantise-from 38 --other-name 0.3 --share 0.6 \
    --teachers "$large.float:160:3:96:96,$both.float:96:2:64:64"
cp "$build/syntax_en.lapm" models/en.lapm
