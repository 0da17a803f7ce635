#!/usr/bin/env python3
"""Agent steps a second of whole training with PQN: ALE's C++ vector environment, PyTorch, as common single-file scripts
write it. Sizes are those of Ductile's preset: 16 environments, rollouts of 32 steps, 2 epochs of batches of 64.
usage: pqn.py [GAME] [STEPS] [--returns]"""
import sys
import time

import numpy as np
import torch
import torch.nn as nn
from ale_py import ALEInterface, LoggerMode
from ale_py.vector_env import AtariVectorEnv

torch.backends.nnpack.set_flags(False)
ALEInterface.setLoggerMode(LoggerMode.Error)

GIVEN = [word for word in sys.argv[1:] if not word.startswith("--")]
game, steps = (GIVEN + ["breakout", "8192"][len(GIVEN):])[:2]
steps = int(steps)
ENVIRONMENTS, ROLLOUT, EPOCHS, BATCH = 16, 32, 2, 64
GAMMA, LAMBDA, LEARNING_RATE, CLIP_NORM = 0.99, 0.65, 2.5e-4, 10.0
EPSILON_END, DECAY_STEPS = 0.01, 100_000
SIZE = ENVIRONMENTS * ROLLOUT


def network(actions):
    def convolution(inputs, outputs, kernel, stride, side):
        layer = nn.Conv2d(inputs, outputs, kernel, stride)
        nn.init.kaiming_normal_(layer.weight)
        nn.init.zeros_(layer.bias)
        return [layer, nn.LayerNorm([outputs, side, side]), nn.ReLU()]

    hidden = nn.Linear(3136, 512)
    nn.init.kaiming_normal_(hidden.weight)
    nn.init.zeros_(hidden.bias)
    return nn.Sequential(
        *convolution(4, 32, 8, 4, 20), *convolution(32, 64, 4, 2, 9), *convolution(64, 64, 3, 1, 7),
        nn.Flatten(), hidden, nn.LayerNorm(512), nn.ReLU(), nn.Linear(512, actions))


def lambda_returns(rewards, ends, values, next_value):
    """G = r + γ·((1 − λ)·max Q' + λ·G'), and r where a game ended. All are of shape (ROLLOUT, ENVIRONMENTS)."""
    returns = torch.empty_like(rewards)
    later = next_value
    for t in reversed(range(ROLLOUT)):
        value = values[t + 1] if t + 1 < ROLLOUT else next_value
        returns[t] = rewards[t] + GAMMA * (1 - ends[t]) * ((1 - LAMBDA) * value + LAMBDA * later)
        later = returns[t]
    return returns


torch.manual_seed(1)
random = np.random.default_rng(1)
env = AtariVectorEnv(game, ENVIRONMENTS, num_threads=2, autoreset_mode="SameStep", repeat_action_probability=0.25,
                     use_fire_reset=False, noop_max=0, reward_clipping=False)
actions_count = int(env.single_action_space.n)
online = network(actions_count)
optimizer = torch.optim.RAdam(online.parameters(), LEARNING_RATE, eps=1e-8)


def largest(screens):
    with torch.no_grad():
        return online(torch.from_numpy(screens).float() / 255.0).max(1)


screens = np.zeros((ROLLOUT, ENVIRONMENTS, 4, 84, 84), np.uint8)
actions = torch.zeros(ROLLOUT, ENVIRONMENTS, dtype=torch.long)
rewards, ends, values = (torch.zeros(ROLLOUT, ENVIRONMENTS) for _ in range(3))
seen, _ = env.reset(seed=1)
running, finished = np.zeros(ENVIRONMENTS), []
rollouts = max(1, steps // SIZE)
for rollout in range(rollouts + 1):
    if rollout == 1:  # the first one warms up
        start = time.perf_counter()
    for t in range(ROLLOUT):
        epsilon = max(EPSILON_END, 1 - (rollout * SIZE + t * ENVIRONMENTS) / DECAY_STEPS * (1 - EPSILON_END))
        screens[t] = seen
        best = largest(seen)
        chosen = np.where(random.random(ENVIRONMENTS) < epsilon,
                          random.integers(0, actions_count, ENVIRONMENTS), best.indices.numpy())
        seen, reward, terminated, truncated, _ = env.step(chosen)
        running += reward
        over = terminated | truncated
        finished += running[over].tolist()
        running[over] = 0
        values[t], actions[t] = best.values, torch.from_numpy(chosen)
        rewards[t], ends[t] = torch.from_numpy(np.sign(reward)), torch.from_numpy(over)
    returns = lambda_returns(rewards, ends, values, largest(seen).values).flatten()
    flat, taken = screens.reshape(SIZE, 4, 84, 84), actions.flatten()
    for _ in range(EPOCHS):
        for ids in np.split(random.permutation(SIZE), SIZE // BATCH):
            q = online(torch.from_numpy(flat[ids]).float() / 255.0)[torch.arange(BATCH), taken[ids]]
            loss = 0.5 * (q - returns[ids]).square().mean()
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(online.parameters(), CLIP_NORM)
            optimizer.step()
    if "--returns" in sys.argv and rollout % 50 == 0 and finished:
        print(f"{(rollout + 1) * SIZE * 4} frames, mean return of the last 50 games {np.mean(finished[-50:]):.1f}", flush=True)
rate = rollouts * SIZE / (time.perf_counter() - start)
print(f'{{"peer": "torch {torch.__version__} training", "agent": "pqn", "game": "{game}", "agentStepsPerSecond": {rate:.1f}}}')
