package dev.ductile.agent.tensorflow;

import java.util.Locale;
import java.util.function.Supplier;

/**
 * TensorFlow-Java tells nodes of equal names apart by a number in the digits of the default locale;
 * where these are not 0 to 9, TensorFlow refuses the name.
 */
final class PlainDigits {
  private PlainDigits() {}

  /** Builds a graph; the process's format locale is another one meanwhile if it has to be. */
  static synchronized <T> T during(Supplier<T> building) {
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    if (String.format(before, "%d", 1234567890).equals("1234567890")) {
      return building.get();
    }
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    try {
      return building.get();
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
  }
}
