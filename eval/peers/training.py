#!/usr/bin/env python3
"""Agent steps a second of whole training: one environment, a batch of 32 every 4 steps, as common single-file scripts do it.
usage: training.py [dqn|rainbow] [GAME] [STEPS]"""
import random
import sys
import time

import ale_py
import gymnasium as gym
import numpy as np
import torch

from agents import BATCH, Agent

GIVEN = sys.argv[1:]
name, game, steps = (GIVEN + ["dqn", "Breakout", "1500"][len(GIVEN):])[:3]
steps = int(steps)
WARM_UP, CAPACITY, LEAVES = 1200, 50_000, 65_536
N = 3 if name == "rainbow" else 1
GAMMA = 0.99

ale_py.ALEInterface.setLoggerMode(ale_py.LoggerMode.Error)
gym.register_envs(ale_py)
env = gym.make(f"ALE/{game}-v5", frameskip=1, repeat_action_probability=0.0)
env = gym.wrappers.AtariPreprocessing(env, noop_max=30, frame_skip=4, screen_size=84, terminal_on_life_loss=True)
random.seed(1)
np.random.seed(1)
torch.manual_seed(1)
agent = Agent(name, int(env.action_space.n))

frames = np.zeros((CAPACITY, 84, 84), np.uint8)
actions = np.zeros(CAPACITY, np.int64)
rewards = np.zeros(CAPACITY, np.float32)
ends = np.zeros(CAPACITY, bool)
tree = np.zeros(2 * LEAVES, np.float64)


def put(i, priority):
    i += LEAVES
    tree[i] = priority
    i >>= 1
    while i:
        tree[i] = tree[2 * i] + tree[2 * i + 1]
        i >>= 1


def find(mass):
    i = 1
    while i < LEAVES:
        i *= 2
        if mass > tree[i]:
            mass -= tree[i]
            i += 1
    return i - LEAVES


def stack(i):
    return frames[i - 3:i + 1]


def sample(size):
    if name == "rainbow":
        segment = tree[1] / BATCH
        ids = [min(max(find((k + random.random()) * segment), 4), size - N - 2) for k in range(BATCH)]
        weights = np.array([(size * tree[i + LEAVES] / tree[1] + 1e-12) ** -0.4 for i in ids])
        weights = torch.tensor(weights / weights.max(), dtype=torch.float32)
    else:
        ids, weights = list(np.random.randint(4, size - N - 2, BATCH)), torch.ones(BATCH)
    images, next_images = np.stack([stack(i) for i in ids]), np.stack([stack(i + N) for i in ids])
    returns, discounts = np.zeros(BATCH, np.float32), np.full(BATCH, GAMMA**N, np.float32)
    for k, i in enumerate(ids):
        for j in range(N):
            returns[k] += GAMMA**j * rewards[i + j]
            if ends[i + j]:
                discounts[k] = 0
                break
    tensors = (images, next_images, actions[ids], returns, discounts)
    return ids, [torch.from_numpy(t) for t in tensors] + [weights]


def learn(size):
    ids, batch = sample(size)
    losses = agent.update(*batch)
    if losses is not None:
        for i, loss in zip(ids, losses.detach().numpy()):
            put(i, (float(loss) + 1e-6) ** 0.5)


def choose(size):
    if size < 4 or (name == "dqn" and random.random() < 0.05):
        return env.action_space.sample()
    with torch.no_grad():
        return int(agent.online.values(torch.from_numpy(stack(size)[None].copy())).argmax(1))


screen, _ = env.reset(seed=1)
for step in range(WARM_UP + steps):
    if step == WARM_UP:
        start = time.perf_counter()
    frames[step] = screen
    action = choose(step)
    screen, reward, terminated, truncated, _ = env.step(action)
    actions[step], rewards[step], ends[step] = action, np.sign(reward), terminated
    if name == "rainbow":
        put(step, 1.0)
    if terminated or truncated:
        screen, _ = env.reset()
    if step > 1000 and step % 4 == 0:
        learn(step + 1)
rate = steps / (time.perf_counter() - start)
print(f'{{"peer": "torch {torch.__version__} training", "agent": "{name}", "game": "{game}", "agentStepsPerSecond": {rate:.1f}}}')
