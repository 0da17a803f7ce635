package dev.ductile.eval.cli.options;

import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Interventions;
import dev.ductile.agent.measurement.MeasurementCost;
import dev.ductile.agent.measurement.MeasurementType;
import dev.ductile.agent.measurement.Measurements;
import dev.ductile.agent.settings.AgentPresets;
import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.env.config.EnvPresets;
import dev.ductile.env.rom.Game;
import dev.ductile.env.rom.GameCatalogue;
import dev.ductile.eval.score.protocol.Protocol;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What may stand behind an option: for {@code --help} and for completion in shells. */
public abstract class Candidates implements Iterable<String> {
  private final Supplier<Stream<String>> names;

  private Candidates(Supplier<Stream<String>> names) {
    this.names = names;
  }

  @Override
  public Iterator<String> iterator() {
    return names.get().iterator();
  }

  /** Names of agents. */
  public static final class Agents extends Candidates {
    Agents() {
      super(() -> AgentPresets.all().keySet().stream());
    }
  }

  /** Names of presets, of whichever agent. */
  public static final class Presets extends Candidates {
    Presets() {
      super(() -> AgentPresets.all().values().stream().flatMap(List::stream).distinct());
    }
  }

  /** Names of environment presets. */
  public static final class Environments extends Candidates {
    Environments() {
      super(() -> EnvPresets.names().stream());
    }
  }

  /** Names of games. */
  public static final class Games extends Candidates {
    Games() {
      super(() -> GameCatalogue.all().stream().map(Game::name));
    }
  }

  /** Names of interventions. */
  public static final class InterventionNames extends Candidates {
    InterventionNames() {
      super(() -> Interventions.all().stream().map(InterventionType::name));
    }
  }

  /** Names of measurements, and of all of one cost. */
  public static final class MeasurementNames extends Candidates {
    MeasurementNames() {
      super(
          () ->
              Stream.of(
                      Stream.of("all"),
                      Arrays.stream(MeasurementCost.values()).map(MeasurementCost::text),
                      Measurements.all().stream().map(MeasurementType::name))
                  .flatMap(names -> names));
    }
  }

  /** Keys of a run with the sign that follows. */
  public static final class Keys extends Candidates {
    Keys() {
      super(() -> ConfigKeys.all().keySet().stream().map(key -> key + "="));
    }
  }

  /** Names of protocols. */
  public static final class Protocols extends Candidates {
    Protocols() {
      super(() -> Protocol.names().stream());
    }
  }

  /** Network engines, without loading one. */
  public static final class Engines extends Candidates {
    Engines() {
      super(() -> Stream.of("tensorflow", "dl4j"));
    }
  }
}
