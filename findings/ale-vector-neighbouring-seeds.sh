#!/usr/bin/env bash
# Versions: ale-py 0.12.1, gymnasium 1.3.0. how much two seeds of a vector environment have in common.
#
# Expected: runs with seeds 1 and 2 are independent repetitions: their environments have other no-op
#   starts and other sticky actions.
# Behaviour: environment i of seed s is seeded with s + i. So environment i + 1 of seed 1 is
#   environment i of seed 2: same no-ops, same sticky actions, same screens if the same is played. Five
#   seeds from 1 on, of eight environments each, have 12 different streams instead of 40.
# Output seen:
#   no-ops of seed 1: [12, 13, 16, 29, 6, 26, 2, 26]
#   no-ops of seed 2: [13, 16, 29, 6, 26, 2, 26, 0]
#   100 steps with sticky actions, seed 1 from its second environment on and seed 2: equal screens True
#   within one seed: equal screens False
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1 gymnasium==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import numpy as np
from ale_py import ALEInterface, LoggerMode
from ale_py.vector_env import AtariVectorEnv

ALEInterface.setLoggerMode(LoggerMode.Error)
ENVIRONMENTS = 8

def play(seed):
    env = AtariVectorEnv("ms_pacman", ENVIRONMENTS, noop_max=30, use_fire_reset=False, repeat_action_probability=0.25)
    seen, info = env.reset(seed=seed)
    no_ops = info["episode_frame_number"].tolist()
    screens = [seen]
    for step in range(100):
        screens.append(env.step(np.full(ENVIRONMENTS, 1 + step % 4))[0])
    return no_ops, np.stack(screens)

(first_no_ops, first), (second_no_ops, second) = play(1), play(2)
print(f"no-ops of seed 1: {first_no_ops}")
print(f"no-ops of seed 2: {second_no_ops}")
shared = np.array_equal(first[:, 1:], second[:, :-1])
print(f"100 steps with sticky actions, seed 1 from its second environment on and seed 2: equal screens {shared}")
within = np.array_equal(first[:, 0], first[:, 1])
print(f"within one seed: equal screens {within}")
raise SystemExit(first_no_ops[1:] != second_no_ops[:-1] or not shared or within)
PYTHON
