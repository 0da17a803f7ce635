package dev.ductile.agent.training;

/** A whole rollout, then all updates from it: nothing overlaps, and nothing of it is left. */
final class RolloutRounds implements Rounds {
  private final Actor actor;
  private final Updater updater;
  private final Host host;

  RolloutRounds(Actor actor, Updater updater, Host host) {
    this.actor = actor;
    this.updater = updater;
    this.host = host;
  }

  @Override
  public void next() {
    do {
      actor.step(host.epsilon());
      actor.append();
      updater.earn(actor.slots(), actor.agentSteps());
      host.reportEpisodes();
    } while (updater.due() == 0);
    updater.prepare(actor.agentSteps());
    updater.compute();
    if (!updater.finish()) {
      throw host.nonFiniteLoss();
    }
  }

  @Override
  public void close() {}
}
