package dev.ductile.env.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class ActionTest {
  @Test
  void namesAndCodesAreBothRead() {
    for (Action action : Action.values()) {
      assertThat(Action.parse(action.name())).isEqualTo(action);
      assertThat(Action.parse(" " + action.name().toLowerCase(java.util.Locale.ROOT)))
          .isEqualTo(action);
      assertThat(Action.parse(Integer.toString(action.code()))).isEqualTo(action);
    }
    assertThat(Action.fromCode(3)).isEqualTo(Action.RIGHT);
    assertThat(Action.fromCode(4)).isEqualTo(Action.LEFT);
    assertThat(Action.fromCode(17)).isEqualTo(Action.DOWNLEFTFIRE);
  }

  @Test
  void othersAreRefused() {
    for (String text : List.of("18", "-1", "", "JUMP", "99999999999", "1.0")) {
      assertThatThrownBy(() -> Action.parse(text))
          .as("'%s'", text)
          .isInstanceOf(ConfigurationException.class);
    }
  }
}
