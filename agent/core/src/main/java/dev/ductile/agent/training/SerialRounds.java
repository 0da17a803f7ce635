package dev.ductile.agent.training;

/** One step of every environment, then the updates that are due: nothing overlaps. */
final class SerialRounds implements Rounds {
  private final Actor actor;
  private final Updater updater;
  private final Host host;

  SerialRounds(Actor actor, Updater updater, Host host) {
    this.actor = actor;
    this.updater = updater;
    this.host = host;
  }

  @Override
  public void next() {
    actor.step(host.epsilon());
    actor.append();
    updater.earn(actor.slots(), actor.agentSteps());
    host.reportEpisodes();
    if (updater.due() > 0) {
      updater.prepare(actor.agentSteps());
      updater.compute();
      if (!updater.finish()) {
        throw host.nonFiniteLoss();
      }
    }
  }

  @Override
  public void close() {}
}
