#!/usr/bin/env bash
# Versions: ale-py 0.12.1, gymnasium 1.3.0. full_action_space=True is not the 18 actions in every game.
#
# Expected: ale.farama.org says of every game that full_action_space=True gives "the full action
#   space of 18 possible actions", so agents for several games share one network of 18 outputs.
# Behaviour: Skiing and LostLuggage give Discrete(9), those without FIRE. A code that is left out is
#   taken by the emulator without a word and played as NOOP: RIGHTFIRE does not go right.
# Output seen:
#   Discrete(9): ALE/LostLuggage-v5, ALE/Skiing-v5; Discrete(18): ALE/Breakout-v5
#   Skiing, 300 frames: FIRE = NOOP True, RIGHT = NOOP False, RIGHTFIRE = NOOP True
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1 gymnasium==1.3.0
"$work/venv/bin/python" - <<'PYTHON'
import ale_py
import gymnasium
from ale_py import Action, ALEInterface, LoggerMode, roms

ALEInterface.setLoggerMode(LoggerMode.Error)
gymnasium.register_envs(ale_py)
sizes = {}
for name in ("ALE/LostLuggage-v5", "ALE/Skiing-v5", "ALE/Breakout-v5"):
    env = gymnasium.make(name, full_action_space=True)
    sizes.setdefault(int(env.action_space.n), []).append(name)
    env.close()
print("; ".join(f"Discrete({n}): {', '.join(names)}" for n, names in sizes.items()))

def memory(action):
    ale = ALEInterface()
    ale.setInt("random_seed", 1)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.loadROM(roms.get_rom_path("skiing"))
    ale.reset_game()
    seen = []
    for _ in range(300):
        ale.act(action)
        seen.append(bytes(ale.getRAM()))
    return seen

nothing = memory(Action.NOOP)
same = {a.name: memory(a) == nothing for a in (Action.FIRE, Action.RIGHT, Action.RIGHTFIRE)}
print("Skiing, 300 frames: " + ", ".join(f"{k} = NOOP {v}" for k, v in same.items()))
as_said = (sizes == {9: ["ALE/LostLuggage-v5", "ALE/Skiing-v5"], 18: ["ALE/Breakout-v5"]}
           and same == {"FIRE": True, "RIGHT": False, "RIGHTFIRE": True})
raise SystemExit(0 if as_said else 1)
PYTHON
