package dev.ductile.eval.cli.process;

import dev.ductile.agent.settings.ConfigKeys;
import dev.ductile.agent.settings.OtherNames;
import dev.ductile.base.DidYouMean;
import dev.ductile.base.Quantities;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** What was wrong with a command line, in the user's words. */
public final class UsageErrors {
  private static final String TOO_LARGE = "is too large for a whole number";

  private UsageErrors() {}

  /** Lets numbers be read and refused as Ductile's, not as Java's, and paths that are none. */
  public static void prepare(CommandLine line) {
    integer(line, Integer.class, int.class, n -> (int) n, Integer.MIN_VALUE, Integer.MAX_VALUE);
    integer(line, Long.class, long.class, n -> n, Long.MIN_VALUE, Long.MAX_VALUE);
    real(line, Double.class, double.class, n -> n);
    real(line, Float.class, float.class, n -> (float) n);
    line.registerConverter(Path.class, UsageErrors::path);
  }

  /** One line without a full stop. */
  public static String message(CommandLine.ParameterException e) {
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
      return "unknown option '" + option + "' of " + name + nearOption(option, command);
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

  /** An option, or else a key that {@code --set} takes. */
  private static String nearOption(String option, CommandLine command) {
    String near = near(option, options(command));
    if (!near.isEmpty() || command.getCommandSpec().findOption("--set") == null) {
      return near;
    }
    String key = option.replaceFirst("^-+", "");
    String meant = OtherNames.question(key, ConfigKeys.all().keySet());
    return meant.replace("did you mean ", "did you mean --set ").replace("?", "=…?");
  }

  private static List<String> options(CommandLine command) {
    List<String> names = new ArrayList<>();
    command.getCommandSpec().options().forEach(option -> names.add(option.longestName()));
    return names;
  }

  private static String near(String typed, List<String> known) {
    return DidYouMean.question(typed, known);
  }

  private static String uncapitalised(String message) {
    return Character.toLowerCase(message.charAt(0)) + message.substring(1);
  }

  private static <T> void integer(
      CommandLine line,
      Class<T> boxed,
      Class<T> primitive,
      LongFunction<T> narrow,
      long least,
      long most) {
    CommandLine.ITypeConverter<T> converter =
        text -> {
          try {
            long number = Quantities.whole(text);
            if (number < least || number > most) {
              throw new NumberFormatException(TOO_LARGE);
            }
            return narrow.apply(number);
          } catch (NumberFormatException e) {
            throw new TypeConversionException(
                "'"
                    + text
                    + "' "
                    + e.getMessage().replace(TOO_LARGE, "is not a whole number")
                    + (e.getMessage().equals(TOO_LARGE) ? " from " + least + " to " + most : ""));
          }
        };
    line.registerConverter(boxed, converter);
    line.registerConverter(primitive, converter);
  }

  private static <T> void real(
      CommandLine line, Class<T> boxed, Class<T> primitive, DoubleFunction<T> narrow) {
    CommandLine.ITypeConverter<T> converter =
        text -> {
          try {
            return narrow.apply(Quantities.real(text));
          } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' " + e.getMessage());
          }
        };
    line.registerConverter(boxed, converter);
    line.registerConverter(primitive, converter);
  }

  /** An empty path would name the folder that one stands in. */
  private static Path path(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("'" + text + "' is not a path: name a file or folder");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is not a path: " + e.getReason());
    }
  }
}
