#!/usr/bin/env python3
"""Milliseconds of one gradient update and of one action. usage: update.py [dqn|dqn-ln|c51|rainbow] [--bf16]"""
import sys
import time

import torch

from agents import BATCH, Agent

ACTIONS = 4


def milliseconds(call, repeats):
    """Median of five rounds, after five calls to warm up."""
    for _ in range(5):
        call()
    rounds = []
    for _ in range(5):
        start = time.perf_counter()
        for _ in range(repeats):
            call()
        rounds.append((time.perf_counter() - start) / repeats * 1e3)
    return sorted(rounds)[2]


def main():
    names = [a for a in sys.argv[1:] if not a.startswith("-")]
    agent = Agent(names[0] if names else "dqn", ACTIONS, "--bf16" in sys.argv)

    def images():
        return torch.randint(0, 256, (BATCH, 4, 84, 84), dtype=torch.uint8)

    batch = (images(), images(), torch.randint(0, ACTIONS, (BATCH,)), torch.rand(BATCH),
             torch.full((BATCH,), 0.97), torch.rand(BATCH))
    one = images()[:1]
    with torch.no_grad():
        act = milliseconds(lambda: agent.online(one).argmax(), 50)
    update = milliseconds(lambda: agent.update(*batch), 10)
    print(f'{{"peer": "torch {torch.__version__}", "agent": "{agent.name}", '
          f'"bfloat16": {str(agent.bfloat16).lower()}, "updateMs": {update:.2f}, "actMs": {act:.2f}}}')


main()
