#!/usr/bin/env bash
# keep-records.sh SWEEP_FOLDER RECORDS_FOLDER: copies what a sweep's finished trainings say, without
# checkpoints, videos and TensorBoard's files: enough for compare, report and for the sweep itself,
# which goes on from a copy of it. Paths become relative to the sweep's own folder.
set -euo pipefail

from=$1
to=$2
above=$(dirname "$(realpath "$from")")
count=0
for summary in "$from"/trials/*/run/summary.json; do
  trial=$(dirname "$(dirname "$summary")")
  grep -q '"completed" *: *true' "$summary" || continue
  kept=$to/trials/$(basename "$trial")
  mkdir -p "$kept/run"
  cp "$trial"/trial.json "$trial"/attempts.jsonl "$kept/"
  cp "$trial"/run/{config.yaml,summary.json,metrics.jsonl} "$kept/run/"
  sed -i "s#$above/##g" "$kept"/trial.json "$kept"/run/*
  count=$((count + 1))
done
echo "$count finished trials are in $to"
