#!/usr/bin/env bash
# In a pod: runs the trial on that line of the list which is the pod's index.
#   trial.sh LIST OUT
set -euo pipefail
trial=$(sed -n "$((JOB_COMPLETION_INDEX + 1))p" "/sweep/$1")
exec /opt/ductile/docker/entrypoint.sh sweep /sweep/sweep.yaml --out "$2" --trial "$trial"
