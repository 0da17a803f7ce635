#!/usr/bin/env bash
# Makes every measurement of Ductile on one NVIDIA GPU, in one run, and leaves the figures in a
# folder: parity with the reference numbers, updates per second beside PyTorch, training speed,
# several trainings on one card. Needs NVIDIA's driver, CUDA 12 and cuDNN 9 (or
# DUCTILE_MAVEN_ARGS=-Pgpu,cuda-libraries), a JDK and Maven; PYTHON with torch for the peer.
#   eval/scripts/measure-gpu.sh [FOLDER]       default: gpu-figures
set -uo pipefail
root=$(cd "$(dirname "$(readlink -f "${BASH_SOURCE[0]}")")/../.." && pwd)
out=$(mkdir -p "${1:-gpu-figures}" && cd "${1:-gpu-figures}" && pwd)
export DUCTILE_MAVEN_ARGS=${DUCTILE_MAVEN_ARGS:--Pgpu}
python=${PYTHON:-python3}
peer=${PEER_UPDATE:-}      # a script that takes an agent's name and prints one JSON object
threads=$(nproc)
failures=0

note() { echo "$*" | tee -a "$out/log.txt"; }

figure() { # figure NAME COMMAND...: standard output into NAME.json
  local name=$1
  shift
  if "$@" >"$out/$name.json" 2>>"$out/log.txt"; then
    note "$name: $(tail -n 1 "$out/$name.json")"
  else
    note "$name: FAILED ($?), see $out/log.txt"
    failures=$((failures + 1))
  fi
}

cd "$root" || exit 1
nvidia-smi --query-gpu=name,driver_version,memory.total --format=csv 2>&1 | tee "$out/device.txt"
figure doctor ./ductile doctor --json

# shellcheck disable=SC2086 # a list of arguments
if mvn -B $DUCTILE_MAVEN_ARGS -pl agent/tensorflow -am -Dductile.device=gpu -Dtest='TensorFlowGoldensTest' \
  -Dsurefire.failIfNoSpecifiedTests=false test >"$out/goldens.txt" 2>&1; then
  note "goldens on the GPU: $(grep -o 'Tests run:.*' "$out/goldens.txt" | tail -n 1)"
else
  note "goldens on the GPU: FAILED, see $out/goldens.txt"
  failures=$((failures + 1))
fi

for agent in dqn c51 rainbow; do
  for batch in 32 256; do
    figure "update-$agent-$batch" ./ductile bench update --agent "$agent" --device gpu \
      --set replay.batchSize="$batch" --json
  done
  if [ -n "$peer" ]; then figure "peer-$agent" "$python" "$peer" "$agent"; fi
done

for schedule in serial overlapped; do
  figure "train-$schedule" ./ductile bench train --agent rainbow --device gpu --steps 40000 --json \
    --set run.schedule="$schedule" --set run.environments=64 --set run.environmentThreads="$threads" \
    --set learning.updatePeriodSteps=64 --set replay.batchSize=256
done

for trials in 2 4; do
  for trial in $(seq "$trials"); do
    ./ductile bench train --device gpu --steps 4000 --json >"$out/trials-$trials-$trial.json" \
      2>>"$out/log.txt" &
  done
  wait
  note "$trials trainings on one card: $(cat "$out"/trials-"$trials"-*.json)"
done

note "done: $failures failed; figures are in $out"
[ "$failures" -eq 0 ]
