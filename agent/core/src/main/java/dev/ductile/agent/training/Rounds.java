package dev.ductile.agent.training;

/**
 * A schedule: in which order a run acts and updates. Between two rounds nothing is going on, and
 * everything that the next round depends on can be saved.
 */
interface Rounds extends AutoCloseable {
  /** What a schedule needs of its trainer. */
  interface Host {
    /** Exploration's ε at the present step. */
    double epsilon();

    /** Hands on the games that ended with the last step. */
    void reportEpisodes();

    /** Whether all frames are done. */
    boolean isDone();

    /** Ends the run because the loss is no number. */
    RuntimeException nonFiniteLoss();
  }

  /** Plays at least one step of every environment and does updates. */
  void next();

  @Override
  void close();
}
