package dev.ductile.eval.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import de.erichseifert.vectorgraphics2d.intermediate.commands.Command;
import de.erichseifert.vectorgraphics2d.intermediate.commands.DrawStringCommand;
import de.erichseifert.vectorgraphics2d.intermediate.commands.FillShapeCommand;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Text of a PDF that Latin-1 has no letters for is painted, not replaced. */
class PdfGraphicsTest {
  @Test
  void aMinusSignIsPaintedAsOutlinesAndPlainTextStaysText() {
    assertThat(painted("0.5 ± 0.1 × 3")).anyMatch(DrawStringCommand.class::isInstance);
    for (String text : List.of("IQM − none", "‖θ‖", "+3 ✓")) {
      assertThat(painted(text))
          .as(text)
          .noneMatch(DrawStringCommand.class::isInstance)
          .filteredOn(FillShapeCommand.class::isInstance)
          .singleElement()
          .satisfies(
              fill ->
                  assertThat(((FillShapeCommand) fill).getValue().getBounds2D().getX())
                      .isBetween(9.0, 14.0));
    }
  }

  private static List<Command<?>> painted(String text) {
    PdfGraphics graphics = new PdfGraphics();
    new Words(10, 20, text, Words.Look.START).paint(graphics);
    List<Command<?>> commands = new ArrayList<>();
    graphics.getCommands().forEach(commands::add);
    return commands;
  }
}
