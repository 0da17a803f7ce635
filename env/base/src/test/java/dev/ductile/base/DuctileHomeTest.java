package dev.ductile.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DuctileHomeTest {
  @Test
  void theMostExplicitPlaceCounts() {
    assertThat(DuctileHome.path("/a", "/b", "/c", "/d")).hasToString("/a");
    assertThat(DuctileHome.path(" ", "/b", "/c", "/d")).hasToString("/b");
    // As every shell does, also where the list of users says something else.
    assertThat(DuctileHome.path(null, null, "/c", "/d")).hasToString("/c/.ductile");
    assertThat(DuctileHome.path(null, "", null, "/d")).hasToString("/d/.ductile");
  }

  @Test
  void aUserWithoutAHomeIsAskedForOne() {
    // Java's word for a user that the system does not know.
    assertThatThrownBy(() -> DuctileHome.path(null, null, null, "?"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("set DUCTILE_HOME");
  }
}
