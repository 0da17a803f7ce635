package dev.ductile.eval.cli;

import dev.ductile.env.NearNames;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with a command line, in the user's words. */
final class UsageErrors {
  private UsageErrors() {}

  /** Lets numbers be refused as numbers, not as Java's types. */
  static void prepare(CommandLine line) {
    integer(line, Integer.class, int.class, Integer::valueOf, Integer.MIN_VALUE, Integer.MAX_VALUE);
    integer(line, Long.class, long.class, Long::valueOf, Long.MIN_VALUE, Long.MAX_VALUE);
    real(line, Double.class, double.class, Double::valueOf);
    real(line, Float.class, float.class, Float::valueOf);
  }

  /** One line without a full stop. */
  static String message(CommandLine.ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    String message = e.getMessage();
    return e instanceof MissingParameterException ? uncapitalised(message) : message;
  }

  private static String unmatched(CommandLine command, String word) {
    String name = command.getCommandSpec().qualifiedName();
    if (word.startsWith("-") && word.length() > 1) {
      String option = word.split("=", 2)[0];
      return "unknown option '" + option + "' of " + name + near(option, options(command));
    }
    if (!command.getSubcommands().isEmpty()) {
      return "unknown command '"
          + word
          + "' of "
          + name
          + near(word, List.copyOf(command.getSubcommands().keySet()));
    }
    return name + " has no place for the argument '" + word + "'";
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
    return names;
  }

  private static String near(String typed, List<String> known) {
    return NearNames.question(typed, known);
  }

  private static String uncapitalised(String message) {
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static <T> void integer(
      CommandLine line,
      Class<T> boxed,
      Class<T> primitive,
      Function<String, T> parser,
      long least,
      long most) {
    CommandLine.ITypeConverter<T> converter =
        text -> {
          try {
            return parser.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException(
                "'"
                    + text
                    + "' is not a whole number"
                    + (text.matches("[+-]?\\d+") ? " from " + least + " to " + most : ""));
          }
        };
    line.registerConverter(boxed, converter);
    line.registerConverter(primitive, converter);
  }

  private static <T> void real(
      CommandLine line, Class<T> boxed, Class<T> primitive, Function<String, T> parser) {
    CommandLine.ITypeConverter<T> converter =
        text -> {
          try {
            return parser.apply(text);
          } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a number");
          }
        };
    line.registerConverter(boxed, converter);
    line.registerConverter(primitive, converter);
  }
}
