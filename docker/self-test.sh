#!/usr/bin/env bash
# Trains, evaluates and films a little with every engine, and proves that no native library was extracted.
set -euo pipefail

launcher=$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../ductile
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export DUCTILE_HOME=$scratch/home
# Whoever extracts does it in one of these.
mkdir "$scratch/tmp" "$scratch/user"
export JAVA_OPTS="${JAVA_OPTS:-} -Djava.io.tmpdir=$scratch/tmp -Duser.home=$scratch/user"

fail() {
  echo "self-test: $*" >&2
  exit 1
}

findings=$("$launcher" doctor --json)
mapfile -t engines < <(grep -o '"engine [^"]*"' <<<"$findings" | sed 's/^"engine //; s/"$//')
[ ${#engines[@]} -gt 0 ] || fail "doctor names no engine: $findings"
for engine in "${engines[@]}"; do
  run=$scratch/$engine
  "$launcher" train --run "$run" --engine "$engine" --device cpu --frames 1600 \
    --set replay.minimumTransitions=100 --set replay.capacityTransitions=2000 \
    --set env.maxFramesPerEpisode=200 --set evaluation.maxFrames=200 \
    --set evaluation.periodFrames=0 --set evaluation.finalEpisodes=1
  "$launcher" evaluate "$run" --episodes 1 --video "$scratch/$engine.mp4"
  for file in "$run/learning-curve.png" "$scratch/$engine.mp4"; do
    [ -s "$file" ] || fail "$engine wrote no $file"
  done
  echo "self-test: $engine works" >&2
done
extracted=$(find "$scratch" -name '*.so*' -o -name 'jna*.tmp' -o -name .javacpp)
[ -z "$extracted" ] || fail "extracted what a read-only container could not: $extracted"
