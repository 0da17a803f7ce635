#!/usr/bin/env bash
# Healthy (0) if every training in this container has logged within DUCTILE_HEARTBEAT_MINUTES, or if there
# is none. A training's heartbeat is the age of the metrics.jsonl that its process holds open: other
# containers' runs on the same volume do not count.
set -euo pipefail

minutes=${DUCTILE_HEARTBEAT_MINUTES:-30}
proc=${DUCTILE_PROC:-/proc}

unhealthy() {
  echo "unhealthy: $*"
  exit 1
}

[[ $minutes =~ ^[1-9][0-9]*$ ]] || unhealthy "DUCTILE_HEARTBEAT_MINUTES is '$minutes': wanted a whole number of minutes"

trainings=0
for process in "$proc"/[0-9]*; do
  # Processes may end at any moment; other users' have nothing to read.
  arguments=$(tr '\0' ' ' 2>/dev/null <"$process/cmdline") || continue
  [[ $arguments == *" dev.ductile.eval.cli.Main train "* ]] || continue
  [[ $arguments == *" --help "* || $arguments == *" -h "* ]] && continue
  trainings=$((trainings + 1))
  log=$(find "$process/fd" -lname '*/metrics.jsonl' -print -quit 2>/dev/null) || true
  [ -n "$log" ] || unhealthy "process ${process##*/} trains, but has no metrics.jsonl open"
  if [ -z "$(find -L "$log" -mmin "-$minutes" -print 2>/dev/null)" ]; then
    unhealthy "$(readlink "$log") is older than $minutes minutes"
  fi
done
echo "healthy: $trainings trainings"
