package dev.ductile.agent.settings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.agent.config.VisitCycle;
import dev.ductile.agent.intervention.InterventionList;
import dev.ductile.agent.measurement.MeasurementList;
import dev.ductile.base.WrittenList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lists in a configuration are read once, and written as they were. */
class WrittenListsTest {
  private static final List<WrittenList<?>> LISTS =
      List.of(
          InterventionList.NONE,
          InterventionList.parse(" redo=0.10 , layer-norm"),
          MeasurementList.NONE,
          MeasurementList.parse("ntk, cheap,ntk"),
          VisitCycle.parse(""),
          VisitCycle.parse(" "),
          VisitCycle.parse("pong:mode=1, volley"));

  @Test
  void textSurvivesAsItWasWritten() throws Exception {
    for (WrittenList<?> list : LISTS) {
      String json = StrictJson.MAPPER.writeValueAsString(list);
      assertThat(json).isEqualTo('"' + list.toString() + '"');
      WrittenList<?> again = StrictJson.MAPPER.readValue(json, list.getClass());
      assertThat(again).isEqualTo(list).hasSameHashCodeAs(list).hasToString(list.toString());
      assertThat(again.all()).hasSameSizeAs(list.all());
    }
  }

  @Test
  void eachKindSaysWhatItHolds() {
    assertThat(LISTS.stream().map(list -> list.all().size()).toList())
        .containsExactly(0, 2, 0, MeasurementList.parse("cheap").all().size() + 1, 0, 0, 2);
    assertThat(LISTS.get(0)).isNotEqualTo(LISTS.get(2));
  }
}
