package dev.ductile.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.syntax.elements.ClassesShouldConjunction;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.text.DecimalFormat;
import java.util.Formatter;
import java.util.Scanner;
import org.junit.jupiter.api.Test;

/**
 * Nothing depends on where it runs: every format names its locale. Some locales have digits of
 * their own, others a decimal comma or an i without a dot.
 */
class LocaleFreeTest {
  @Test
  void everyFormatNamesItsLocale() {
    Class<?> arguments = Object[].class;
    ClassesShouldConjunction rule =
        noClasses()
            .should()
            .callMethod(String.class, "format", String.class, arguments)
            .orShould()
            .callMethod(String.class, "formatted", arguments)
            .orShould()
            .callMethod(String.class, "toLowerCase")
            .orShould()
            .callMethod(String.class, "toUpperCase");
    for (Class<?> printer : new Class<?>[] {PrintStream.class, PrintWriter.class}) {
      rule =
          rule.orShould()
              .callMethod(printer, "printf", String.class, arguments)
              .orShould()
              .callMethod(printer, "format", String.class, arguments);
    }
    rule.orShould()
        .callConstructor(Formatter.class)
        .orShould()
        .callConstructor(Scanner.class, String.class)
        .orShould()
        .callConstructor(DecimalFormat.class, String.class)
        .because("the default locale may have other digits; give Locale.ROOT")
        .check(ProductionClasses.ALL);
  }
}
