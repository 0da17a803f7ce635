package dev.ductile.base.parts;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** Finds a registered service by the name that it is known by on the command line. */
public final class NamedServices {
  private NamedServices() {}

  /**
   * Finds one.
   *
   * @param <T> the service
   * @param service what {@link ServiceLoader} looks for
   * @param nameOf its name
   * @param kind what it is, in messages: {@code engine}
   * @param name the wanted name
   * @param part the part of Ductile that brings such a service under the part's own name
   * @throws MissingPartException if that part is wanted and not on the class path
   * @throws ConfigurationException naming those that are there
   */
  public static <T> T find(
      Class<T> service, Function<T, String> nameOf, String kind, String name, Part part) {
    TreeMap<String, T> found = new TreeMap<>();
    for (T each : ServiceLoader.load(service)) {
      found.put(nameOf.apply(each), each);
    }
    T wanted = found.get(name);
    if (wanted == null) {
      if (name.equals(part.text())) {
        part.require();
      }
      throw new ConfigurationException(DidYouMean.unknown(kind, name, found.keySet()));
    }
    return wanted;
  }
}
