#!/usr/bin/env bash
# Version: ale-py 0.12.1. modes of Demon Attack that end before they begin.
#
# Expected: a mode that getAvailableModes lists can be played, as sequences of modes for continual
#   learning and generalisation take for granted.
# Behaviour: Demon Attack has modes 1, 3, 5 and 7. In 3, 5 and 7 game_over() is true after every reset
#   and stays so: an agent sees episodes of one step, all with return 0. No other of the games has such
#   a mode.
# Output seen:
#   demon_attack, modes [1, 3, 5, 7]
#   mode 1: over after the reset False, episodes in 3000 frames 0
#   mode 3: over after the reset True, episodes in 3000 frames 3000, reward 0
#   mode 5: over after the reset True, episodes in 3000 frames 3000, reward 0
#   mode 7: over after the reset True, episodes in 3000 frames 3000, reward 0
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1
"$work/venv/bin/python" - <<'PYTHON'
import random

from ale_py import ALEInterface, LoggerMode, roms

ALEInterface.setLoggerMode(LoggerMode.Error)
FRAMES = 3000

def play(mode):
    ale = ALEInterface()
    ale.setInt("random_seed", 1)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.loadROM(roms.get_rom_path("demon_attack"))
    ale.setMode(mode)
    ale.reset_game()
    over, episodes, reward, choose = ale.game_over(), 0, 0, random.Random(1)
    for _ in range(FRAMES):
        reward += ale.act(choose.choice(ale.getMinimalActionSet()))
        if ale.game_over():
            episodes += 1
            ale.reset_game()
    told = "" if episodes < FRAMES else f", reward {reward}"
    print(f"mode {mode}: over after the reset {over}, episodes in {FRAMES} frames {episodes}{told}")
    return over, episodes, reward

ale = ALEInterface()
ale.loadROM(roms.get_rom_path("demon_attack"))
modes = list(ale.getAvailableModes())
print(f"demon_attack, modes {modes}")
found = {mode: play(mode) for mode in modes}
dead = (True, FRAMES, 0)
raise SystemExit(not found[1][2] > 0 or found[1][0] or any(found[m] != dead for m in (3, 5, 7)))
PYTHON
