#!/bin/sh
# train/roles.sh [BUILD]: trains models/roles.lapm, with models/events.lapm as it is.
set -eu
cd "$(dirname "$0")/.."
build=${1:-build}
ninja -C "$build" train/roles_train
"$build"/train/roles_train models/roles.lapm --take 300 300 --fill 500 300 --keep 30 10 train/events/told.txt.gz
ninja -C "$build"
