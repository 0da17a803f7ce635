package dev.ductile.env;

import dev.ductile.env.emulator.Action;
import dev.ductile.env.emulator.Emulator;
import dev.ductile.env.emulator.EmulatorSettings;
import dev.ductile.env.rom.Rom;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.function.IntUnaryOperator;
import java.util.zip.CRC32;

/**
 * How the emulator's counter of lives behaves in a game, as a row of the table in {@code
 * environments.md}. A random player of the minimal actions, four frames an action and without
 * sticky actions, plays one game, of at most 10,000 frames; three others play its first 1,500.
 *
 * @param game the game
 * @param atReset lives after the reset
 * @param most the most lives seen
 * @param rises what it rose by, and when first; frame 1 is the first after the reset
 * @param fallBeforePlay frame of the last fall before what was played showed on the screen, or 0
 * @param firstFall frame of the earliest fall after that, or 0
 * @param zeroFrames frames at 0 at the end of the first player's game, without the last one
 * @param lastLifeAtZero whether that is a second or more, in which what is played changes screens
 */
record LifeCounter(
    String game,
    int atReset,
    int most,
    String rises,
    int fallBeforePlay,
    int firstFall,
    int zeroFrames,
    boolean lastLifeAtZero) {
  private static final int PLAYERS = 4;
  private static final int MAX_FRAMES = 10_000;
  private static final int BEGINNING_FRAMES = 1_500;
  private static final int HOLD_FRAMES = 4;
  private static final int CONTINUATIONS = 3;
  private static final int SECOND_FRAMES = 60;

  static final List<String> HEAD =
      List.of(
          "| game | at reset | most | rises | fall before play | first fall | at 0 at the end"
              + " | last life at 0 |",
          "|---|---|---|---|---|---|---|---|");

  /** Lives and screens by frame, from the reset's on; whether the game ended with the last. */
  private record Course(List<Integer> lives, List<Long> screens, boolean over) {
    /** First frame of the time at 0 in which the game ended; -1 if it ended with lives. */
    int lastZeros() {
      int from = lives.size();
      while (from > 0 && lives.get(from - 1) == 0) {
        from--;
      }
      return over && from > 0 && from < lives.size() ? from : -1;
    }
  }

  static LifeCounter of(Rom rom) {
    List<Course> courses = new ArrayList<>();
    for (int player = 0; player < PLAYERS; player++) {
      int frames = player == 0 ? MAX_FRAMES : BEGINNING_FRAMES;
      courses.add(play(rom, player, frames, player, frames));
    }
    int beforePlay = fallBeforePlay(rom, courses);
    int most = 0;
    int rise = 0;
    int riseFrame = Integer.MAX_VALUE;
    int firstFall = Integer.MAX_VALUE;
    for (Course course : courses) {
      List<Integer> lives = course.lives();
      for (int frame = 0; frame < lives.size(); frame++) {
        most = Math.max(most, lives.get(frame));
        int change = frame == 0 ? 0 : lives.get(frame) - lives.get(frame - 1);
        if (change > 0 && frame < riseFrame) {
          riseFrame = frame;
          rise = change;
        }
        if (change < 0 && frame > beforePlay) {
          firstFall = Math.min(firstFall, frame);
        }
      }
    }
    Course whole = courses.get(0);
    // The frame of the game over is no longer played.
    int zeroFrames = whole.lastZeros() < 0 ? 0 : whole.lives().size() - 1 - whole.lastZeros();
    return new LifeCounter(
        rom.game().name(),
        whole.lives().get(0),
        most,
        rise == 0 ? "" : "+" + rise + " at " + riseFrame,
        beforePlay,
        firstFall == Integer.MAX_VALUE ? 0 : firstFall,
        zeroFrames,
        zeroFrames >= SECOND_FRAMES && isPlayedOn(rom, whole));
  }

  /** Of the random players, one that does nothing and one that holds each action. */
  private static int fallBeforePlay(Rom rom, List<Course> random) {
    List<Course> all = new ArrayList<>(random);
    int same = common(all, BEGINNING_FRAMES);
    int fall = lastFall(all.get(0).lives(), same);
    if (fall == 0) {
      return 0;
    }
    for (Action action : Action.values()) {
      all.add(play(rom, fall + 1, i -> action.code()));
    }
    return lastFall(all.get(0).lives(), common(all, same));
  }

  /** Frames at the start in which all see the same screen and counter. */
  private static int common(List<Course> courses, int limit) {
    Course first = courses.get(0);
    int same = 0;
    while (same < Math.min(limit, first.lives().size())) {
      int frame = same;
      if (courses.stream().anyMatch(c -> !agree(c, first, frame))) {
        break;
      }
      same++;
    }
    return same;
  }

  private static boolean agree(Course a, Course b, int frame) {
    return frame < a.lives().size()
        && a.lives().get(frame).equals(b.lives().get(frame))
        && a.screens().get(frame).equals(b.screens().get(frame));
  }

  private static int lastFall(List<Integer> lives, int before) {
    for (int frame = before - 1; frame > 0; frame--) {
      if (lives.get(frame) < lives.get(frame - 1)) {
        return frame;
      }
    }
    return 0;
  }

  /** Plays on from the first frame at 0 in other ways. */
  private static boolean isPlayedOn(Rom rom, Course course) {
    int zeros = course.lastZeros();
    int frames = course.lives().size() - 1;
    for (int i = 1; i <= CONTINUATIONS; i++) {
      Course other = play(rom, 0, zeros, PLAYERS + i, frames);
      if (!other.screens().equals(course.screens())) {
        return true;
      }
    }
    return false;
  }

  /** A random player until a frame, another one from there on. */
  private static Course play(Rom rom, int player, int until, int then, int maxFrames) {
    SplittableRandom first = new SplittableRandom(player);
    SplittableRandom second = new SplittableRandom(then);
    List<Action> actions = minimal(rom);
    int[] held = {0};
    return play(
        rom,
        maxFrames,
        frame -> {
          if (frame % HOLD_FRAMES == 0) {
            SplittableRandom random = frame < until ? first : second;
            held[0] = actions.get(random.nextInt(actions.size())).code();
          }
          return held[0];
        });
  }

  private static List<Action> minimal(Rom rom) {
    try (Emulator emulator = open(rom)) {
      return emulator.minimalActions();
    }
  }

  private static Course play(Rom rom, int maxFrames, IntUnaryOperator actions) {
    List<Integer> lives = new ArrayList<>();
    List<Long> screens = new ArrayList<>();
    try (Emulator emulator = open(rom)) {
      look(emulator, lives, screens);
      for (int frame = 0; frame < maxFrames && !emulator.gameOver(); frame++) {
        emulator.act(actions.applyAsInt(frame));
        look(emulator, lives, screens);
      }
      return new Course(lives, screens, emulator.gameOver());
    }
  }

  private static void look(Emulator emulator, List<Integer> lives, List<Long> screens) {
    byte[] screen = new byte[emulator.screen().height() * emulator.screen().width()];
    emulator.screen().copyPalette(screen);
    CRC32 crc = new CRC32();
    crc.update(screen);
    screens.add(crc.getValue());
    lives.add(emulator.lives());
  }

  private static Emulator open(Rom rom) {
    return Emulator.open(
        rom, new EmulatorSettings(0, 0f, OptionalInt.empty(), OptionalInt.empty()));
  }

  /** As Markdown. */
  String row() {
    return "| "
        + String.join(
            " | ",
            game,
            String.valueOf(atReset),
            String.valueOf(most),
            rises.isEmpty() ? "–" : rises,
            fallBeforePlay == 0 ? "–" : String.valueOf(fallBeforePlay),
            firstFall == 0 ? "–" : String.valueOf(firstFall),
            zeroFrames == 0 ? "–" : String.valueOf(zeroFrames),
            lastLifeAtZero ? "yes" : "–")
        + " |";
  }
}
