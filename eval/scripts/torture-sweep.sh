#!/usr/bin/env bash
# torture-sweep.sh FOLDER [TRIALS] [SEED]: runs a sweep of many short trials twice, once undisturbed
# and once under random `kill -9` of its trials and of itself, and compares what came out.
# Ends with 0 if nothing was lost, nothing was completed twice, and all parameters are equal.
set -euo pipefail

folder=$1
trials=${2:-200}
RANDOM=${3:-1}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
# Short processes: their code is not worth compiling twice.
export JAVA_OPTS=${JAVA_OPTS:--XX:TieredStopAtLevel=1 -XX:+UseSerialGC}

cat >"$folder/sweep.yaml" <<YAML
name: torture
about: many short trials
size: desk
differences: everything
command: train
arguments: [--agent, dqn, --frames, "800", --set, run.engineThreads=1, --set, run.environmentThreads=1,
  --set, replay.minimumTransitions=50, --set, replay.capacityTransitions=1000,
  --set, network.hiddenUnits=16, --set, evaluation.finalEpisodes=0,
  --set, evaluation.periodFrames=0, --set, run.checkpointPeriodFrames=100]
axes:
  seed: {option: --seed, values: [$(seq -s ', ' 1 "$trials")]}
YAML

sweep() { # sweep OUT: becomes the sweep, so that its number is that of Java
  exec "$root/ductile" sweep "$folder/sweep.yaml" --out "$1" --jobs 2 --retries 20
}

parameters() { # parameters OUT: a line for each trial that is done
  local trial
  for trial in "$1"/trials/*/; do
    grep -q '"completed" : true' "$trial/run/summary.json" 2>/dev/null || continue
    echo "$(basename "$trial") $(grep -o '"parametersSha256" : "[0-9a-f]*"' "$trial/run/summary.json")"
  done | sort
}

"$root/ductile" --version >/dev/null # builds, so that no kill hits the build
if [ "$(parameters "$folder/undisturbed" 2>/dev/null | wc -l)" != "$trials" ]; then
  (sweep "$folder/undisturbed") >"$folder/undisturbed.log" 2>&1
fi

rm -rf "$folder/disturbed"
trial_kills=0 sweep_kills=0 starts=0
while :; do
  sweep "$folder/disturbed" >>"$folder/disturbed.log" 2>&1 &
  driver=$!
  starts=$((starts + 1))
  patience=$((15 + RANDOM % 30)) # kills of trials before one of the sweep
  while kill -0 "$driver" 2>/dev/null; do
    sleep "$((1 + RANDOM % 4)).$((RANDOM % 10))"
    mapfile -t victims < <(pgrep -f -- "--(run|resume) $folder/disturbed/trials/" || true)
    if [ "$patience" -gt 0 ]; then
      patience=$((patience - 1))
      # Every third time somebody dies: most trials are to get somewhere.
      if [ "${#victims[@]}" -gt 0 ] && [ $((RANDOM % 3)) = 0 ]; then
        kill -9 "${victims[RANDOM % ${#victims[@]}]}" 2>/dev/null && trial_kills=$((trial_kills + 1))
      fi
    elif kill -9 "$driver" 2>/dev/null; then
      sweep_kills=$((sweep_kills + 1))
      break
    fi
  done
  code=0
  wait "$driver" || code=$?
  [ "$code" = 137 ] || break
done

parameters "$folder/undisturbed" >"$folder/undisturbed.txt"
parameters "$folder/disturbed" >"$folder/disturbed.txt"
twice=0
for attempts in "$folder"/disturbed/trials/*/attempts.jsonl; do
  [ "$(grep -c '"exit":0' "$attempts")" -le 1 ] || twice=$((twice + 1))
done
echo "trials $trials, kill -9 of trials $trial_kills, of the sweep $sweep_kills, sweeps started $starts"
echo "processes $(cat "$folder"/disturbed/trials/*/attempts.jsonl | grep -c '"event":"start"')"
echo "done $(wc -l <"$folder/disturbed.txt"), completed twice $twice, last exit code $code"
cmp "$folder/undisturbed.txt" "$folder/disturbed.txt"
echo "parameters equal to those of the undisturbed sweep: $(wc -l <"$folder/undisturbed.txt")"
[ "$code" = 0 ] && [ "$twice" = 0 ] && [ "$(wc -l <"$folder/disturbed.txt")" = "$trials" ]
