package dev.ductile.eval.sweep.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialFork;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A trial as text, for other processes.
 *
 * @param command of the trial
 * @param arguments its words
 * @param labels its labels
 * @param identitySha256 its identity
 * @param prefix what it is a fork of; null if of nothing
 * @param atFrames emulator frames at which it is forked
 */
record TrialText(
    String command,
    List<String> arguments,
    Map<String, String> labels,
    String identitySha256,
    TrialText prefix,
    long atFrames) {
  private static final ObjectMapper JSON = new ObjectMapper();

  static String write(Trial trial) {
    try {
      return JSON.writeValueAsString(of(trial));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a trial cannot be written: " + e.getOriginalMessage(), e);
    }
  }

  static Trial read(String text) {
    try {
      return JSON.readValue(text, TrialText.class).trial();
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a trial cannot be read: " + e.getOriginalMessage(), e);
    }
  }

  private static TrialText of(Trial trial) {
    return new TrialText(
        trial.command(),
        trial.arguments(),
        trial.labels(),
        trial.identitySha256(),
        trial.fork().map(fork -> of(fork.prefix())).orElse(null),
        trial.fork().map(TrialFork::atFrames).orElse(0L));
  }

  private Trial trial() {
    Optional<TrialFork> fork =
        Optional.ofNullable(prefix).map(before -> new TrialFork(before.trial(), atFrames));
    return new Trial(command, arguments, labels, identitySha256, fork);
  }
}
