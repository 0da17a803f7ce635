package dev.ductile.env.config;

import dev.ductile.base.ConfigurationException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** {@link EnvConfig} as a map of options and back. Keys are the record's component names. */
public final class EnvOptions {
  private EnvOptions() {}

  /**
   * All options of a configuration.
   *
   * @param config a configuration
   * @return component name to value, in the record's order; mode and difficulty may be null
   */
  public static Map<String, Object> toMap(EnvConfig config) {
    Map<String, Object> options = new LinkedHashMap<>();
    for (RecordComponent component : EnvConfig.class.getRecordComponents()) {
      try {
        options.put(component.getName(), component.getAccessor().invoke(config));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + component.getName(), e);
      }
    }
    return options;
  }

  /**
   * Builds a configuration.
   *
   * @param options component name to value: numbers, enum constants or their names in any case, or
   *     null for mode and difficulty
   * @return the configuration
   * @throws ConfigurationException if a key is unknown or missing, or a value is not possible
   */
  public static EnvConfig toConfig(Map<String, ?> options) {
    RecordComponent[] components = EnvConfig.class.getRecordComponents();
    checkKeys(options, components);
    Object[] values = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      types[i] = components[i].getType();
      values[i] = convert(components[i], options.get(components[i].getName()));
    }
    try {
      Constructor<EnvConfig> constructor = EnvConfig.class.getDeclaredConstructor(types);
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof ConfigurationException bad) {
        throw bad;
      }
      throw new IllegalStateException("cannot build a configuration", e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot build a configuration", e);
    }
  }

  /**
   * The same configuration with one option changed.
   *
   * @param config the old one
   * @param key a component name
   * @param value the new value
   * @return a new configuration
   * @throws ConfigurationException if the key is unknown or the value is not possible
   */
  public static EnvConfig with(EnvConfig config, String key, Object value) {
    Map<String, Object> options = toMap(config);
    options.put(key, value);
    return toConfig(options);
  }

  /** An option's value of text: a number, the name of an enum constant, or empty for null. */
  static Object parse(String key, String text) {
    RecordComponent component =
        Arrays.stream(EnvConfig.class.getRecordComponents())
            .filter(c -> c.getName().equals(key))
            .findFirst()
            .orElseThrow(() -> new ConfigurationException("unknown environment option " + key));
    Object value =
        text.isEmpty() ? null : component.getType().isEnum() ? text : Double.valueOf(text);
    return convert(component, value);
  }

  private static void checkKeys(Map<String, ?> options, RecordComponent[] components) {
    String known =
        Arrays.stream(components).map(RecordComponent::getName).collect(Collectors.joining(", "));
    for (String key : options.keySet()) {
      if (Arrays.stream(components).noneMatch(c -> c.getName().equals(key))) {
        throw new ConfigurationException("unknown environment option " + key + ": use " + known);
      }
    }
  }

  private static Object convert(RecordComponent component, Object value) {
    Class<?> type = component.getType();
    if (value == null) {
      if (type.isPrimitive()) {
        throw new ConfigurationException(component.getName() + " is missing");
      }
      return null;
    }
    if (type.isInstance(value)) {
      return value;
    }
    if (type.isEnum() && value instanceof String name) {
      return constant(component, name);
    }
    if (value instanceof Number number) {
      if (type == double.class) {
        return number.doubleValue();
      }
      if ((type == int.class || type == Integer.class)
          && number.doubleValue() == number.intValue()) {
        return number.intValue();
      }
    }
    throw new ConfigurationException(
        String.format(
            Locale.ROOT,
            "%s = %s is not possible: use a value of type %s",
            component.getName(),
            value,
            type.getSimpleName()));
  }

  private static Object constant(RecordComponent component, String name) {
    String wanted = name.trim().toUpperCase(Locale.ROOT).replace('-', '_');
    return Arrays.stream(component.getType().getEnumConstants())
        .filter(c -> ((Enum<?>) c).name().equals(wanted))
        .findFirst()
        .orElseThrow(
            () ->
                new ConfigurationException(
                    String.format(
                        Locale.ROOT,
                        "%s = %s is not possible: use one of %s",
                        component.getName(),
                        name,
                        Arrays.toString(component.getType().getEnumConstants()))));
  }
}
