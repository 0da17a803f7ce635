package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.ForkEntry;
import dev.ductile.agent.intervention.ForkPoint;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionKind;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.UpdateContext;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.network.QNetwork;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Goes on with a fresh head beside the frozen one, from the same outputs. */
final class Injection extends Intervention {
  private static final String FRAME = "at-frame";
  private static final String UPDATE = "at-update";

  /** State: 0 before the injection, 1 after it. */
  static final String INJECTED = "injected";

  /** Parameters of the copies, their counterparts, moments and what others keep of them. */
  private static final Pattern COPY =
      Pattern.compile("(^|/)(" + QNetwork.NEW + "|" + QNetwork.OLD + ")");

  static final InterventionType TYPE =
      InterventionType.named("injection", InterventionKind.SCHEDULED_EDIT)
          .does(
              "outputs h(φ) + new(φ) − old(φ), three copies of what follows the torso; once, new and"
                  + " old get the same fresh values (running statistics and power vectors as well), h is frozen and new trained instead; old is"
                  + " always frozen; all copies have the same noise, and all pass gradients on to"
                  + " the torso")
          .target("has all three; gets the same fresh values")
          .optimizerState("new begins with moments of 0; all else kept, the step count too")
          .excludes("the torso, and the embedding of quantile fractions")
          .source("Nikishin et al. 2023: once, at 50M of 200M frames")
          .whole(FRAME, 50_000_000, 1, EditTimes.LATEST, "emulator frame of the injection")
          .whole(UPDATE, 0, 0, EditTimes.LATEST, "where above 0: update, instead of a frame")
          .makes(Injection::new);

  private Injection(Options arguments) {
    super(TYPE, arguments);
  }

  @Override
  public Map<String, Object> settings() {
    return Map.of("network.injection", true);
  }

  @Override
  public Optional<Tensor> frozen(UpdateContext site, Parameter parameter) {
    var f = site.ops();
    String layer = NetworkLayers.layer(parameter);
    Tensor gate = f.read(site.state(this, INJECTED, Shape.of()));
    if (layer.startsWith(QNetwork.OLD)) {
      return Optional.of(f.less(f.constant(-1f), gate)); // always
    }
    if (layer.startsWith(QNetwork.NEW)) {
      return Optional.of(f.less(gate, f.constant(0.5f)));
    }
    return QNetwork.isHead(layer) ? Optional.of(f.less(f.constant(0.5f), gate)) : Optional.empty();
  }

  @Override
  public void begin(EditContext site) {
    for (Parameter fresh : ofNew(site)) {
      write(site, fresh, site.read(fresh.variable()));
    }
  }

  @Override
  public boolean actsWithin(long updates, long frames) {
    return arguments().whole(UPDATE) > 0
        ? arguments().whole(UPDATE) <= updates
        : arguments().whole(FRAME) <= frames;
  }

  @Override
  public void edit(EditContext site) {
    float[] gate = site.read(site.state(this, INJECTED));
    if (gate[0] != 0 || !isDue(site)) {
      return;
    }
    for (Parameter fresh : ofNew(site)) {
      write(site, fresh, site.fresh(fresh));
      OptimizerState.clearMoments(site, fresh);
    }
    site.write(site.state(this, INJECTED), new float[] {1});
  }

  private boolean isDue(EditContext site) {
    long update = arguments().whole(UPDATE);
    return update > 0 ? site.updates() >= update : site.frames() >= arguments().whole(FRAME);
  }

  private static Stream<Parameter> withStates(EditContext site) {
    return Stream.concat(site.parameters().stream(), site.layerStates().stream());
  }

  /** Parameters of the new head, then what its layers keep beside them. */
  private static List<Parameter> ofNew(EditContext site) {
    return withStates(site).filter(p -> NetworkLayers.layer(p).startsWith(QNetwork.NEW)).toList();
  }

  /** The same values for new and old, online and target. */
  private static void write(EditContext site, Parameter fresh, float[] values) {
    String oldName = QNetwork.OLD + fresh.name().substring(QNetwork.NEW.length());
    Parameter old =
        withStates(site).filter(p -> p.name().equals(oldName)).findFirst().orElseThrow();
    BitSet all = new BitSet();
    all.set(0, values.length);
    for (Parameter p : new Parameter[] {fresh, old}) {
      site.write(p.variable(), values);
      site.write(site.targetOf(p).variable(), values);
      if (p.role().isTrained()) {
        site.renewed(p, all);
      }
    }
  }

  /** Outputs are equal before and behind the fork: both copies begin with the same values. */
  @Override
  public ForkEntry entry(ForkPoint fork) {
    return ForkEntry.doing(
            "the two further heads come with equal values; h is frozen at the fork, or at a later"
                + " at-frame",
            this::edit)
        .with(Set.of("network.injection"), COPY.asPredicate())
        .at(FRAME);
  }
}
