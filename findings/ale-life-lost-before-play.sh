#!/usr/bin/env bash
# Versions: ale-py 0.12.1, gymnasium 1.3.0. counters of lives that fall before anybody can play, and rise
# from nothing.
#
# Expected: AtariPreprocessing(terminal_on_life_loss=True) ends an episode when the player loses a
#   life; ale.lives() after a reset is the number of lives that the game begins with.
# Behaviour: Galaxian's counter goes from 4 to 3 at frame 62 of every game, whatever is played, so
#   every episode ends within 16 steps, before the first life is lost; Amidar's is 0 after the reset
#   and 11 one frame later, DemonAttack's 1 and 4.
# Output seen:
#   galaxian: 4 to 3 at frame 62 with each of 18 actions held: True
#   galaxian, terminal_on_life_loss, random player: longest of 20 episodes 16 steps
#   amidar: 0 after the reset, 11 a frame later
#   demon_attack: 1 after the reset, 4 a frame later
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install -q --retries 0 ale-py==0.12.1 gymnasium==1.3.0 opencv-python-headless==5.0.0.93
"$work/venv/bin/python" - <<'PYTHON'
import ale_py
import gymnasium
from ale_py import Action, ALEInterface, LoggerMode, roms
from gymnasium.wrappers import AtariPreprocessing

ALEInterface.setLoggerMode(LoggerMode.Error)
gymnasium.register_envs(ale_py)

def lives(game, action, frames):
    ale = ALEInterface()
    ale.setInt("random_seed", 1)
    ale.setFloat("repeat_action_probability", 0.0)
    ale.loadROM(roms.get_rom_path(game))
    ale.reset_game()
    seen = [ale.lives()]
    for _ in range(frames):
        ale.act(action)
        seen.append(ale.lives())
    return seen

actions = [Action(code) for code in range(18)]
falls = {tuple(lives("galaxian", a, 100)) for a in actions}
fallen = falls == {(4,) * 62 + (3,) * 39}
print(f"galaxian: 4 to 3 at frame 62 with each of {len(actions)} actions held: {fallen}")

env = AtariPreprocessing(gymnasium.make("ALE/Galaxian-v5", frameskip=1, repeat_action_probability=0.0),
                         noop_max=0, terminal_on_life_loss=True)
env.action_space.seed(1)
lengths = []
for episode in range(20):
    env.reset(seed=episode)
    ended, steps = False, 0
    while not ended:
        _, _, terminated, truncated, _ = env.step(env.action_space.sample())
        ended, steps = terminated or truncated, steps + 1
    lengths.append(steps)
print(f"galaxian, terminal_on_life_loss, random player: longest of 20 episodes {max(lengths)} steps")

begins = {game: lives(game, Action.NOOP, 1) for game in ("amidar", "demon_attack")}
for game, (first, second) in begins.items():
    print(f"{game}: {first} after the reset, {second} a frame later")
as_said = fallen and max(lengths) == 16 and begins == {"amidar": [0, 11], "demon_attack": [1, 4]}
raise SystemExit(0 if as_said else 1)
PYTHON
