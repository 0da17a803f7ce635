package dev.ductile.agent.fork;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a fork may change: every key of a run's configuration, each with a reason. */
public final class ForkRules {
  private static final Map<String, Rule> RULES = new LinkedHashMap<>();

  static {
    Kind.NAMES.not("agent preset");
    Kind.INTERVENTIONS.may("interventions");
    Kind.GAME.not(
        "env.game env.actionSet env.mode env.difficulty env.frameSkip env.lifeLoss"
            + " env.lifeLossFromFrame env.fireOnReset continual.visits continual.visitFrames");
    Kind.OBSERVATION.not(
        "env.screenSize env.imageOrder env.skipBuffers env.stackSize env.stackStart");
    Kind.PLAY.may("env.stickyActionProbability env.noOpsMin env.noOpsMax env.maxFramesPerEpisode");
    Kind.MEMORY.not(
        "env.rewardClipping env.rewardBound replay.capacityTransitions replay.nStep replay.discount"
            + " replay.scheme replay.priorityExponent replay.sampling replay.newPriority"
            + " replay.uniformShare run.environments");
    Kind.NETWORK.not(
        "network.torso network.padding network.widthFactor network.maxPooling network.spectralNorm"
            + " network.spectralNormLayers network.hiddenUnits network.dueling"
            + " network.duelingSharedHidden network.sharedOutputBias network.normalization"
            + " network.normalizationAffine network.normalizationGroups network.activation"
            + " network.halvedUnits network.injection network.averagePooling network.hadamard network.intervalKeep"
            + " network.skipBlocks network.auxiliaryHeads network.noisy.kind network.noisy.biasFan"
            + " network.noisy.distribution network.noisy.sharing network.noisy.acting"
            + " network.noisy.sharedAcrossLayers network.noisy.outputMeanBias"
            + " objective.categorical.atoms objective.quantile.count"
            + " objective.quantile.embeddingSize objective.quantile.embeddingFirst");
    Kind.OUTPUTS.not(
        "objective.kind objective.categorical.valueMin objective.categorical.valueMax");
    Kind.BEGINNING.not("network.weightInitializer network.biasInitializer network.noisy.sigma0");
    Kind.OPTIMIZER.may("optimizer.kind");
    Kind.LEARNING.may(
        "network.normalizationDecay objective.tdLoss objective.doubleQ objective.rewardScale"
            + " objective.categorical.sigmaRatio objective.categorical.labelSmoothing"
            + " objective.quantile.huberThreshold objective.quantile.samples"
            + " objective.quantile.targetSamples objective.quantile.actingSamples"
            + " objective.munchausen.on objective.munchausen.scale"
            + " objective.munchausen.temperature objective.munchausen.clip objective.priority.kind"
            + " objective.priority.offset objective.priority.maximum optimizer.learningRate"
            + " optimizer.beta1 optimizer.beta2 optimizer.decay optimizer.epsilon"
            + " optimizer.weightDecay optimizer.l2 optimizer.decayed optimizer.clipNorm"
            + " optimizer.clipValue replay.batchSize replay.ageDecaySteps replay.leastAgeWeight"
            + " rollout.lambda rollout.epochs");
    Kind.SCHEDULE.may(
        "optimizer.schedule optimizer.finalLearningRate optimizer.scheduleUpdates"
            + " replay.minimumTransitions replay.importanceExponentStart"
            + " replay.importanceExponentEnd exploration.epsilonStart exploration.epsilonEnd"
            + " exploration.decaySteps exploration.decayAfterMinimum learning.updatePeriodSteps"
            + " learning.targetUpdatePeriodUpdates learning.targetPeriodFromFirstStep run.frames");
    Kind.LOOKING.may(
        "evaluation.periodFrames evaluation.episodes evaluation.finalEpisodes evaluation.maxFrames"
            + " evaluation.epsilon evaluation.environments measurement.names"
            + " measurement.periodFrames measurement.batch measurement.probeSteps"
            + " measurement.probeDraws run.checkpointPeriodFrames run.keepCheckpointsAtFrames"
            + " run.logPeriodFrames");
    Kind.SEED.may("run.seed");
    Kind.MACHINE.may(
        "replay.storage replay.compressedBytesPerFrame run.environmentThreads run.engine run.device"
            + " run.engineThreads run.bfloat16 run.emulatorReloadFrames");
    Kind.ROUNDS.not("run.schedule rollout.stepsPerEnvironment");
    Kind.FORK.not("fork.prefixSha256 fork.atFrames fork.firstSeed");
  }

  private ForkRules() {}

  /**
   * Whether a key may change, and what that means, or why not.
   *
   * @param may whether it may
   * @param what the kind of key, in words
   * @param why what a change means, or the reason for the refusal
   */
  public record Rule(boolean may, String what, String why) {}

  /** Kinds of keys. */
  private enum Kind {
    NAMES("names of agent and preset", "values are changed one by one, with --set and --with"),
    INTERVENTIONS("interventions", "those that know how to enter do, see below"),
    GAME("the game and what actions do in it", "the games that run go on"),
    OBSERVATION("what is seen", "the replay memory holds frames as they were seen"),
    PLAY("how games are played", "from the first step on, in the games that run too"),
    MEMORY("the replay memory", "entries, windows and priorities go on as they are"),
    NETWORK("the network", "the parameters go on, and fit no other"),
    OUTPUTS("what outputs mean", "what the network has learned would be misread"),
    BEGINNING("how parameters begin", "that is past"),
    OPTIMIZER("the update rule", "where the moments are the same: ADAM, ADAM_EPSILON_HAT, RADAM"),
    LEARNING("loss and update rule", "from the first update on; moments, target, priorities stay"),
    SCHEDULE("schedules", "frames, agent steps and updates count over the whole run"),
    LOOKING("evaluation, measurement, log, checkpoints", "measurements begin anew if changed"),
    SEED("the seed", "random streams begin anew from it, see below"),
    MACHINE(
        "where and how it is computed",
        "another engine, device or number of its threads gives other bits"),
    ROUNDS("the order of steps and updates", "a checkpoint is between two rounds of it"),
    FORK("the fork itself", "written by --fork");

    private final String what;
    private final String why;

    Kind(String what, String why) {
      this.what = what;
      this.why = why;
    }

    private void may(String keys) {
      put(true, keys);
    }

    private void not(String keys) {
      put(false, keys);
    }

    private void put(boolean may, String keys) {
      for (String key : keys.split(" ")) {
        if (RULES.put(key, new Rule(may, what, why)) != null) {
          throw new IllegalStateException(key + " stands twice");
        }
      }
    }
  }

  /** All rules by key. */
  public static Map<String, Rule> all() {
    return Collections.unmodifiableMap(RULES);
  }

  /** The rule of a key; one without a rule may not change. */
  static Rule of(String key) {
    return RULES.getOrDefault(key, new Rule(false, key, "no rule says that it may"));
  }
}
