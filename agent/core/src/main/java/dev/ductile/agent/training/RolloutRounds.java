package dev.ductile.agent.training;

/** Serial steps until a rollout was played and learned from, so that nothing of it is left. */
final class RolloutRounds implements Rounds {
  private final Rounds steps;
  private final Updater updater;

  RolloutRounds(Actor actor, Updater updater, Host host) {
    this.steps = new SerialRounds(actor, updater, host);
    this.updater = updater;
  }

  @Override
  public void next() {
    long before = updater.updates();
    do {
      steps.next();
    } while (updater.updates() == before);
  }

  @Override
  public void close() {
    steps.close();
  }
}
