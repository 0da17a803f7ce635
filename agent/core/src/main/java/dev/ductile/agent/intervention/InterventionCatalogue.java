package dev.ductile.agent.intervention;

import dev.ductile.base.ConfigurationException;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Collects the types of all {@linkplain InterventionProvider providers} on the class path. */
final class InterventionCatalogue {
  private static final String OWN = InterventionCatalogue.class.getPackageName();

  /** Names that the language of {@code --with} and file systems can hold. */
  private static final String NAME = "[a-z0-9]+(-[a-z0-9]+)*";

  private InterventionCatalogue() {}

  /**
   * All types, Ductile's own first, then those of others in the order of the class path.
   *
   * @throws ConfigurationException if a provider cannot be loaded, a name is not in lower case with
   *     hyphens, or two types have the same
   */
  static List<InterventionType> load(ServiceLoader<InterventionProvider> services) {
    List<InterventionProvider> providers;
    try {
      providers =
          services.stream()
              .map(ServiceLoader.Provider::get)
              .sorted(Comparator.comparing(provider -> !isOwn(provider)))
              .toList();
    } catch (ServiceConfigurationError e) {
      throw new ConfigurationException(
          "interventions on the class path cannot be loaded: " + e.getMessage(), e);
    }
    Map<String, InterventionType> types = new LinkedHashMap<>();
    Map<String, String> owners = new LinkedHashMap<>();
    for (InterventionProvider provider : providers) {
      String owner = provider.getClass().getName();
      for (InterventionType type : provider.types()) {
        String name = type.name();
        if (!name.matches(NAME)) {
          throw new ConfigurationException(
              "intervention '"
                  + name
                  + "' of "
                  + owner
                  + ": names are of small letters and digits, with hyphens between words");
        }
        String before = owners.put(name, owner);
        if (before != null) {
          throw new ConfigurationException(
              "two interventions are called "
                  + name
                  + ", one of "
                  + before
                  + " and one of "
                  + owner
                  + ": rename one of them, or leave it off the class path");
        }
        types.put(name, type);
      }
    }
    return List.copyOf(types.values());
  }

  private static boolean isOwn(InterventionProvider provider) {
    return (provider.getClass().getPackageName() + ".").startsWith(OWN + ".");
  }
}
