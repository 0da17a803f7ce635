package dev.ductile.agent.settings;

import dev.ductile.base.DidYouMean;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What other tools and papers call the keys of a configuration, for those who come from there. */
public final class OtherNames {
  /** Names in small letters without punctuation; each means the keys behind it. */
  private static final Map<String, String> KEYS = new TreeMap<>();

  static {
    means("optimizer.learningRate", "lr stepsize alr adamlr baselr");
    means("optimizer.epsilon", "adameps opteps optimizereps epsadam");
    means("optimizer.decay", "rmspropalpha rmsalpha rho");
    means("optimizer.beta1", "betaone momentum");
    means("optimizer.clipNorm", "maxgradnorm gradclip gradientclip maxgradientnorm normclip");
    means("optimizer.weightDecay", "wd");
    means("replay.discount", "gamma discountfactor");
    means("replay.batchSize", "minibatch minibatchsize batch bs");
    means(
        "replay.capacityTransitions",
        "buffersize replaysize memorysize memorycapacity replaycapacity buffer capacity");
    means(
        "replay.minimumTransitions",
        "learningstarts learnstart minreplayhistory minreplaysize warmup startsteps burnin");
    means("replay.nStep", "multistep updatehorizon nsteps horizon");
    means("replay.priorityExponent", "alpha prioritizedreplayalpha peralpha omega");
    means("replay.importanceExponentStart", "beta prioritizedreplaybeta perbeta priorityweight");
    means("learning.updatePeriodSteps", "trainfreq trainfrequency updatefrequency replayfrequency");
    means(
        "learning.targetUpdatePeriodUpdates",
        "targetupdate targetnetworkfrequency targetupdateperiod targetupdateinterval tau"
            + " targetupdatefreq");
    means("exploration.epsilonStart", "epsstart starte epsilontrainstart");
    means("exploration.epsilonEnd", "epsilon eps epsend ende epsilontrain finaleps epsilonmin");
    means("exploration.decaySteps", "explorationfraction epsilondecay epsdecay epsilondecayperiod");
    means("evaluation.epsilon", "epsiloneval evaleps testepsilon");
    means("evaluation.finalEpisodes", "evalepisodes numevalepisodes");
    means("evaluation.periodFrames", "evalfreq evalfrequency evaluationinterval");
    means("run.frames", "totaltimesteps timesteps totalsteps numsteps maxsteps tmax steps");
    means("run.environments", "numenvs nenvs numenvironments envcount");
    means("run.engineThreads", "numthreads torchthreads");
    means("run.checkpointPeriodFrames", "savefreq savefrequency checkpointinterval");
    means("env.game", "envid environmentname rom env gamename");
    means("env.stickyActionProbability", "repeatactionprobability stickyactions sticky");
    means("env.frameSkip", "actionrepeat actionrepeats frameskips");
    means("env.noOpsMax", "noops noopmax maxnoops");
    means("env.lifeLoss", "terminalonlifeloss episodiclife endoflife");
    means("env.stackSize", "framestack historylength numstack");
    means("env.rewardClipping", "clipreward clip rewardclip");
    means("env.screenSize", "imagesize resolution obssize");
    means("env.maxFramesPerEpisode", "maxepisodelength timelimit maxepisodesteps");
    means("network.hiddenUnits", "hiddensize hidden fcsize width");
    means("network.noisy.sigma0", "noisystd sigma noisysigma sigmainit");
    means("network.noisy.kind", "noisynets noisynet usenoisy");
    means("network.torso", "architecture encoder backbone model");
    means("objective.categorical.atoms", "natoms numatoms numbins bins");
    means("objective.categorical.valueMin", "vmin");
    means("objective.categorical.valueMax", "vmax");
    means("objective.quantile.count", "nquantiles numquantiles");
    means("objective.quantile.huberThreshold", "kappa");
    means("objective.doubleQ", "doubledqn usedouble ddqn");
    means("objective.tdLoss", "losstype loss");
  }

  private OtherNames() {}

  private static void means(String key, String names) {
    for (String name : names.split(" ")) {
      KEYS.put(name, key);
    }
  }

  /** Every name with its key. */
  static Map<String, String> all() {
    return KEYS;
  }

  /**
   * Asks for what may have been meant: by another name, or else by a near one.
   *
   * @param typed a key that does not exist
   * @param known the keys that do
   * @return {@code : did you mean replay.discount?}, or an empty text
   */
  public static String question(String typed, Collection<String> known) {
    List<String> near = DidYouMean.of(typed, known);
    String last = typed.substring(typed.lastIndexOf('.') + 1);
    String key = KEYS.get(last.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", ""));
    if (key == null || !known.contains(key) || near.contains(key) && near.size() == 1) {
      return DidYouMean.question(typed, known);
    }
    return ": did you mean " + key + "?";
  }
}
