package dev.ductile.agent.intervention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interventions are found wherever an archive on the class path names a provider. */
class InterventionCatalogueTest {
  private static final String FOLDER = "META-INF/services";

  @TempDir private Path archive;

  /** Brings one along. */
  public static final class One implements InterventionProvider {
    @Override
    public List<InterventionType> types() {
      return List.of(named("of-another"));
    }
  }

  /** Brings along what there is already. */
  public static final class Same implements InterventionProvider {
    @Override
    public List<InterventionType> types() {
      return List.of(named("redo"));
    }
  }

  /** Brings along what cannot be typed. */
  public static final class Unnameable implements InterventionProvider {
    @Override
    public List<InterventionType> types() {
      return List.of(named("Redo:2"));
    }
  }

  private static InterventionType named(String name) {
    return InterventionType.named(name, InterventionKind.PENALTY)
        .makes(options -> new Intervention(named(name), options) {});
  }

  private List<InterventionType> load(String provider) throws IOException {
    Files.createDirectories(archive.resolve(FOLDER));
    Files.writeString(
        archive.resolve(FOLDER).resolve(InterventionProvider.class.getName()), provider);
    try (URLClassLoader loader = new URLClassLoader(new URL[] {archive.toUri().toURL()})) {
      return InterventionCatalogue.load(ServiceLoader.load(InterventionProvider.class, loader));
    }
  }

  @Test
  void whatOthersBringAlongStandsBehindDuctilesOwn() throws IOException {
    List<String> names = load(One.class.getName()).stream().map(InterventionType::name).toList();
    assertThat(names).startsWith("layer-norm", "rms-norm").contains("adam-rel");
    assertThat(Set.copyOf(names)).hasSameSizeAs(names);
    assertThat(names).endsWith("of-another");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertThatThrownBy(() -> load(Same.class.getName()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageStartingWith("two interventions are called redo, one of ")
        .hasMessageContaining(Same.class.getName())
        .hasMessageEndingWith("rename one of them, or leave it off the class path");
  }

  @Test
  void namesThatCannotBeTypedAreRefused() {
    assertThatThrownBy(() -> load(Unnameable.class.getName()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("intervention 'Redo:2' of ")
        .hasMessageContaining("small letters");
  }

  @Test
  void providersThatAreNotThereAreRefused() {
    assertThatThrownBy(() -> load("org.example.Missing"))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("org.example.Missing");
  }
}
