#!/usr/bin/env python3
"""Agent steps a second of ALE's own C++ vector environment. usage: env.py [GAME] [ENVIRONMENTS] [THREADS]"""
import sys
import time

import numpy as np
from ale_py.vector_env import AtariVectorEnv

GIVEN = sys.argv[1:]
game, environments, threads = (GIVEN + ["breakout", "8", "2"][len(GIVEN):])[:3]
environments, threads = int(environments), int(threads)
envs = AtariVectorEnv(game, num_envs=environments, num_threads=threads)
envs.reset(seed=1)
count = envs.single_action_space.n
actions = np.random.default_rng(0).integers(0, count, size=(6000 // environments, environments))
rates = []
for _ in range(3):
    start = time.perf_counter()
    for row in actions:
        envs.step(row)
    rates.append(actions.size / (time.perf_counter() - start))
print(f'{{"peer": "ale-py vector", "game": "{game}", "environments": {environments}, "threads": {threads}, '
      f'"agentStepsPerSecond": {sorted(rates)[1]:.0f}}}')
