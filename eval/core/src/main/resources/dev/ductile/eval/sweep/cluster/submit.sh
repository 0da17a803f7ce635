#!/usr/bin/env bash
# Submits all trials of the sweep and the job that gathers them. Its options go on to every sbatch:
#   submit.sh --partition=long --account=mine --time=12:00:00
set -euo pipefail

out=@OUT@
# Where the trials run: paths in the sweep's file may be relative to it.
folder=@FOLDER@
# Trials at a time, as --jobs said; empty: as many as Slurm likes.
at_a_time=@JOBS@

logs=$out/slurm/logs
mkdir -p "$logs"
# In names of logs a percent sign stands for a number.
logs=${logs//%/%%}

# An array has no more tasks than that (scontrol show config).
largest=$(scontrol show config | sed -n 's/^MaxArraySize *= *\([0-9]*\).*$/\1/p')
largest=${largest:-1001}

arrays=()
submit_trials() { # submit_trials SCRIPT LIST [SBATCH_OPTION...]
  local script=$out/slurm/$1 list=$out/slurm/$2 offset=0 count size id
  shift 2
  count=$(wc -l <"$list")
  while [ "$offset" -lt "$count" ]; do
    size=$((count - offset < largest ? count - offset : largest))
    local options=(--parsable "--chdir=$folder" "--output=$logs/%A_%a.txt")
    options+=("--array=0-$((size - 1))${at_a_time:+%$at_a_time}")
    # Arrays that bound how many run together come one after another.
    if [ -n "$at_a_time" ] && [ ${#arrays[@]} -gt 0 ]; then
      options+=("--dependency=afterany:${arrays[-1]}")
    fi
    id=$(sbatch "${options[@]}" "$@" "$script" "$offset")
    arrays+=("${id%%;*}")
    echo "trials $offset to $((offset + size - 1)) of $list: job ${arrays[-1]}"
    offset=$((offset + size))
  done
}

@SUBMIT@
after=$(IFS=: && echo "${arrays[*]}")
id=$(sbatch --parsable "--chdir=$folder" "--output=$logs/collect.txt" \
  "--dependency=afterany:$after" "$@" "$out/slurm/collect.sbatch")
echo "results: job ${id%%;*}, after all of these; then see $out/claims.md"
