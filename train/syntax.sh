#!/bin/sh
# train/syntax.sh UD [BUILD]: trains models/en.lapm again from the treebanks in UD; the same bits every time with the
# same compiler. A small and a large network first, then the network of the model, which takes their names for teachers.
# Last what only names use, over that network, which stays as it is: with our own texts (train/names), and a teacher that
# may change all of it. Some 40 minutes on one core with AVX-512.
set -eu
ud=${1:?usage: train/syntax.sh UD [BUILD]}
build=${2:-build}
ninja -C "$build" train/syntax_train
train() {
    out=$1
    shift
    "$build/train/syntax_train" --ud "$ud" --out "$out.lapm" --dump "$out.float" --drop-layer 0.3 --drop-input 0.22 "$@"
}
small=$build/syntax_small large=$build/syntax_large
train "$small" --epochs 40 --quantise-from 30 --other-name 0.3
train "$large" --epochs 18 --quantise-from 1000 --hidden 160 --layers 3 --arc 96 --label 96 --rate 0.0025 \
    --drop-layer 0.35 --drop-input 0.25 --drop-recurrent 0.25 --drop-head 0.25 --other-name 0.4
train "$build/syntax_en" --epochs 48 --quantise-from 38 --other-name 0.3 --share 0.6 \
    --teachers "$large.float:160:3:96:96,$small.float:96:2:64:64"
names() {
    out=$1 marked=$2
    shift 2
    train "$out" --model "$build/syntax_en.lapm" --version en-3 --drop-stop 0 --join 0.3 --texts "$marked" "$@"
}
texts=$(LC_ALL=C ls train/names/*.txt | paste -sd,)
names "$build/syntax_names" "$(echo "$texts" | sed 's/,[^,]*run_on.txt//')" --thaw 1 --epochs 9 --quantise-from 1000 \
    --rate 0.002 --other-name 0.35 --drop-name 0.3 --drop-layer 0.35 --drop-input 0.25 --sure 6 \
    --name-embedding 96 --name-hidden 96
names "$build/syntax_en2" "$texts" --epochs 16 --rate 0.003 --other-name 0.3 --drop-name 0.25 \
    --name-embedding 64 --name-hidden 128 --share 0.6 --teachers "$build/syntax_names.float:96:2:64:64:96:96"
cp "$build/syntax_en2.lapm" models/en.lapm
