package dev.ductile.agent.intervention.edit;

import dev.ductile.agent.intervention.EditContext;
import dev.ductile.agent.intervention.Intervention;
import dev.ductile.agent.intervention.InterventionType;
import dev.ductile.agent.intervention.Options;
import dev.ductile.agent.intervention.edit.UnitSurgery.Chosen;
import dev.ductile.agent.network.NetworkConfig;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Interventions that choose hidden units and begin them anew. */
abstract class UnitRecycling extends Intervention {
  private static final Logger LOG = LoggerFactory.getLogger(UnitRecycling.class);

  private final String counted;

  /**
   * An intervention of the type.
   *
   * @param counted the state that holds how many units were begun anew the last time
   */
  UnitRecycling(InterventionType type, Options arguments, String counted) {
    super(type, arguments);
    this.counted = counted;
  }

  @Override
  public final void check(NetworkConfig network) {
    UnitSurgery.check(type().name(), network);
  }

  @Override
  public void begin(EditContext site) {
    UnitSurgery.separate(type().name(), site.hiddenUnits());
  }

  /**
   * Begins the units anew, counts them, and clears the optimizer's step count if it is to be.
   *
   * @param surgery what was done to the network before in the same edit
   * @param silences whether outgoing weights become 0
   */
  final void recycle(EditContext site, UnitSurgery surgery, List<Chosen> units, boolean silences) {
    units.forEach(surgery::begin);
    if (silences) {
      units.forEach(surgery::silence);
    }
    surgery.finish();
    int count = DormantUnits.count(units);
    site.write(site.state(this, counted), new float[] {count});
    LOG.debug(
        "update {}: {} begins {} units anew: {}",
        site.updates(),
        type().name(),
        count,
        DormantUnits.text(units));
    if (count > 0 && clearsOptimizerSteps()) {
      site.clearOptimizerSteps();
    }
  }
}
