#!/usr/bin/env bash
# Versions: ale-py 0.12.1, gymnasium 1.3.0. frames that max_num_frames_per_episode counts.
#
# Expected: max_num_frames_per_episode cuts a game at the same frame in ALE's C++ vector environment
#   as in its single one under AtariPreprocessing, whose pre-processing it stands for.
# Behaviour: the single one counts the no-ops after a reset, the vector one does not: its games last
#   up to noop_max frames longer, with an episode_frame_number above the limit.
# Output seen:
#   AtariPreprocessing, limit 200: [200, 200, 200, 200]
#   AtariVectorEnv, limit 200: no-ops [12, 13, 16, 29], ends at [212, 213, 216, 229]
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1 gymnasium==1.3.0 opencv-python-headless==5.0.0.93
"$work/venv/bin/python" - <<'PYTHON'
import ale_py
import gymnasium
import numpy as np
from ale_py import ALEInterface, LoggerMode
from ale_py.vector_env import AtariVectorEnv
from gymnasium.wrappers import AtariPreprocessing

ALEInterface.setLoggerMode(LoggerMode.Error)
gymnasium.register_envs(ale_py)
LIMIT = 200
LEFT = 2

single = []
for seed in range(4):
    env = AtariPreprocessing(
        gymnasium.make("ALE/MsPacman-v5", frameskip=1, repeat_action_probability=0.0,
                       max_num_frames_per_episode=LIMIT), noop_max=30)
    env.reset(seed=seed)
    truncated = False
    while not truncated:
        _, _, _, truncated, info = env.step(LEFT)
    single.append(info["episode_frame_number"])
print(f"AtariPreprocessing, limit {LIMIT}: {single}")

vector = AtariVectorEnv("ms_pacman", 4, noop_max=30, use_fire_reset=False, max_num_frames_per_episode=LIMIT)
_, info = vector.reset(seed=1)
no_ops = info["episode_frame_number"].tolist()
truncated = np.zeros(4, bool)
while not truncated.any():
    _, _, _, truncated, info = vector.step(np.full(4, LEFT))
assert truncated.all()
ends = info["episode_frame_number"].tolist()
print(f"AtariVectorEnv, limit {LIMIT}: no-ops {no_ops}, ends at {ends}")
raise SystemExit(single != [LIMIT] * 4 or ends != [LIMIT + n for n in no_ops] or not any(no_ops))
PYTHON
