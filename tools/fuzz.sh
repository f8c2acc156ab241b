#!/bin/sh
# Runs each fuzz target for FUZZ_SECONDS under ASan and UBSan, from its corpus.
set -eu
seconds=${FUZZ_SECONDS:-60}
build=build-fuzz
[ -f $build/build.ninja ] || CC=clang meson setup $build -Dfuzz=true -Dtests=false \
    -Dbuildtype=debugoptimized -Db_sanitize=address,undefined -Db_lundef=false \
    -Dc_args=-fsanitize=fuzzer-no-link
ninja -C $build
for target in $build/fuzz/fuzz_*; do
    [ -f "$target" ] && [ -x "$target" ] || continue
    name=${target##*/fuzz_}
    found=$build/found-$name
    mkdir -p "$found"
    for seed in fuzz/seeds/"$name"_*; do
        cp "$seed" "$found/"
    done
    echo "== $name, $seconds s"
    UBSAN_OPTIONS=halt_on_error=1 "$target" -max_total_time="$seconds" -max_len=8192 \
        -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 -artifact_prefix="$build/" \
        "$found" 2>&1 |
        grep -E 'ERROR|runtime error|not so|SUMMARY|Test unit|stat::(number|average|peak)' || true
    if ls $build/crash-* $build/timeout-* $build/oom-* $build/leak-* >/dev/null 2>&1; then
        echo "$name: found an input that fails, in $build/" >&2
        exit 1
    fi
done
echo "all fuzz targets are clean"
