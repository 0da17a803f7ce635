package dev.ductile.env;

import dev.ductile.base.ConfigurationException;
import dev.ductile.env.config.EnvConfig;
import dev.ductile.env.rom.RomStore;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * Throughput of a {@link VectorEnv} under random play, with everything that training needs of it:
 * pre-processing, stacks, resets. Resetting the vector and a warm-up are not timed. In turns with
 * the repeats the emulators alone are timed, see {@link BareActs}: what they take is the least that
 * any environment over this emulator can take.
 */
public final class EnvBenchmark {
  private EnvBenchmark() {}

  /**
   * Measured throughput. An agent step is one step of one slot.
   *
   * @param game the game
   * @param slots number of environments
   * @param threads threads that stepped them
   * @param agentStepsPerRepeat agent steps of one timed repeat
   * @param repeats timed repeats
   * @param agentStepsPerSecond median over the repeats
   * @param slowestAgentStepsPerSecond of all repeats
   * @param fastestAgentStepsPerSecond of all repeats
   * @param framesPerSecond median of emulator frames, frame skip included
   * @param bareActStepsPerSecond median of the agent steps whose frames bare {@code act} calls play
   *     in that time, resets included as often as the environments do them
   * @param overheadPercent median over the repeats of the time beyond bare {@code act} calls
   */
  public record Result(
      String game,
      int slots,
      int threads,
      int agentStepsPerRepeat,
      int repeats,
      double agentStepsPerSecond,
      double slowestAgentStepsPerSecond,
      double fastestAgentStepsPerSecond,
      double framesPerSecond,
      double bareActStepsPerSecond,
      double overheadPercent) {}

  /**
   * Runs the benchmark.
   *
   * @param config the environment, in every slot
   * @param seed seed of environments and actions
   * @param slots number of environments
   * @param threads threads that step them
   * @param agentSteps agent steps of one repeat, at least one per slot
   * @param repeats timed repeats, at least 1; one more is run before as a warm-up
   * @param roms where ROMs are
   * @return what was measured
   * @throws ConfigurationException if a number is not possible
   */
  public static Result run(
      EnvConfig config,
      long seed,
      int slots,
      int threads,
      int agentSteps,
      int repeats,
      RomStore roms) {
    if (slots < 1 || agentSteps < slots || repeats < 1) {
      throw new ConfigurationException(
          String.format(
              Locale.ROOT,
              "slots = %d, agentSteps = %d, repeats = %d are not possible: use at least 1, one"
                  + " agent step per slot, 1",
              slots,
              agentSteps,
              repeats));
    }
    int rounds = agentSteps / slots;
    List<EnvConfig> configs = Collections.nCopies(slots, config);
    double[] rates = new double[repeats];
    double[] bareRates = new double[repeats];
    double[] overheads = new double[repeats];
    try (VectorEnv env = new VectorEnv(configs, seed, threads, roms)) {
      int[][] actions = new int[rounds][];
      int actionCount = env.env(0).actions().size();
      int[] all = RandomActions.draw(seed, rounds * slots, actionCount);
      for (int round = 0; round < rounds; round++) {
        actions[round] = Arrays.copyOfRange(all, round * slots, (round + 1) * slots);
      }
      env.reset();
      play(env, actions);
      BareActs bare = new BareActs(env, configs, seed, threads, roms);
      bare.secondsPerFrame();
      for (int repeat = 0; repeat < repeats; repeat++) {
        long before = BareActs.frames(env);
        double seconds = play(env, actions);
        double bareSeconds = bare.secondsPerFrame() * (BareActs.frames(env) - before);
        rates[repeat] = rounds * slots / seconds;
        bareRates[repeat] = rounds * slots / bareSeconds;
        overheads[repeat] = 100 * (seconds / bareSeconds - 1);
      }
    }
    double median = median(rates);
    return new Result(
        config.game(),
        slots,
        threads,
        rounds * slots,
        repeats,
        median,
        rates[0],
        rates[repeats - 1],
        median * config.frameSkip(),
        median(bareRates),
        median(overheads));
  }

  /** Sorts the values. */
  private static double median(double[] values) {
    Arrays.sort(values);
    return (values[(values.length - 1) / 2] + values[values.length / 2]) / 2;
  }

  private static double play(VectorEnv env, int[][] actions) {
    long start = System.nanoTime();
    for (int[] round : actions) {
      env.step(round);
    }
    return (System.nanoTime() - start) / 1e9;
  }
}
