#!/usr/bin/env bash
# Versions: ale-py 0.12.1, gymnasium 1.3.0. the final observation of an episode that ends inside a
# frame skip.
#
# Expected: what a truncated episode's last step returns, and final_obs of the vector environment, is
#   the screen at the frame limit; values are bootstrapped from it.
# Behaviour: AtariPreprocessing reads screens at the last two frames of a skip only, so an episode
#   that ends before the skip's last frame returns the observation of the step before once more.
#   ALE's C++ vector environment does the same in final_obs. AtariPreprocessing's limit of 108,000
#   frames counts the no-ops, so it falls inside a skip unless their number is a multiple of 4.
# Output seen:
#   limit 401: step before once more True, pixels that differ from the screen 149, vector the same True
#   limit 402: step before once more True, pixels that differ from the screen 279, vector the same True
#   limit 403: step before once more True, pixels that differ from the screen 282, vector the same True
#   limit 404: step before once more False, vector the same True
#   no-ops 0 to 30 with the usual limit: 23 of 31 end inside a skip
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1 gymnasium==1.3.0 opencv-python-headless==5.0.0.93
"$work/venv/bin/python" - <<'PYTHON'
import ale_py
import cv2
import gymnasium
import numpy as np
from ale_py import ALEInterface, LoggerMode
from ale_py.vector_env import AtariVectorEnv
from gymnasium.wrappers import AtariPreprocessing

ALEInterface.setLoggerMode(LoggerMode.Error)
gymnasium.register_envs(ale_py)
UP = 1
found = []
for limit in (401, 402, 403, 404):
    env = AtariPreprocessing(
        gymnasium.make("ALE/Freeway-v5", frameskip=1, repeat_action_probability=0.0,
                       max_num_frames_per_episode=limit), noop_max=0)
    vector = AtariVectorEnv("freeway", 1, noop_max=0, use_fire_reset=False, autoreset_mode="SameStep",
                            max_num_frames_per_episode=limit)
    last, _ = env.reset(seed=1)
    vector.reset(seed=1)
    truncated = False
    while not truncated:
        before = last
        last, _, _, truncated, info = env.step(UP)
        _, _, _, _, infos = vector.step(np.array([UP]))
    assert info["episode_frame_number"] == limit
    screen = cv2.resize(env.unwrapped.ale.getScreenGrayscale(), (84, 84), interpolation=cv2.INTER_AREA)
    stale = np.array_equal(last, before)
    same = np.array_equal(infos["final_obs"][0, -1], last)
    pixels = f", pixels that differ from the screen {np.sum(screen != last)}" if stale else ""
    print(f"limit {limit}: step before once more {stale}{pixels}, vector the same {same}")
    found.append((stale, same))

inside = sum((108_000 - noops) % 4 != 0 for noops in range(31))
print(f"no-ops 0 to 30 with the usual limit: {inside} of 31 end inside a skip")
raise SystemExit(found != [(True, True)] * 3 + [(False, True)])
PYTHON
