package dev.ductile.agent.learner;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineSettings;
import java.util.Optional;
import java.util.ServiceLoader;

/**
 * Another way to compute a learner's whole update, for {@link UpdateBenchmark} to time beside the
 * engines. It cannot train. Implementations register as services.
 */
public interface UpdatePeer {
  /** Name used on the command line; no engine's. */
  String name();

  /** Library and version, for reports. */
  String description();

  /**
   * Builds the learner's networks on random data.
   *
   * @throws EngineException naming what this peer does not compute
   */
  Work prepare(EngineSettings settings, LearnerSpec spec);

  /** What is timed. */
  interface Work extends AutoCloseable {
    /** One whole update of a batch: both networks, uint8 in, loss, gradients, optimizer. */
    void update();

    /** Values of one observation. */
    void act();

    @Override
    void close();
  }

  /** Finds a peer by name. */
  static Optional<UpdatePeer> find(String name) {
    return ServiceLoader.load(UpdatePeer.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(peer -> peer.name().equals(name))
        .findFirst();
  }
}
