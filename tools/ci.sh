#!/bin/sh
# The other compiler, unsigned char, link-time optimisation: unit tests with each.
set -eu
try() {
    folder=build-$1
    shift
    [ -f "$folder/build.ninja" ] || env $ENVIRON meson setup "$folder" "$@"
    ninja -C "$folder"
    meson test -C "$folder" --no-rebuild --print-errorlogs
}
ENVIRON="CC=clang" try clang
ENVIRON="CC=gcc" try unsigned -Dc_args=-funsigned-char
ENVIRON="CC=gcc" try debug -Dbuildtype=debug
