package dev.ductile.eval.report.figure;

import de.erichseifert.vectorgraphics2d.Processors;
import de.erichseifert.vectorgraphics2d.util.PageSize;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Figures as files for a paper: SVG, PDF, and their data as CSV. */
public final class FigureFiles {
  private FigureFiles() {}

  /**
   * Writes three files for each figure, each in one step.
   *
   * @throws OutputException if they cannot be written
   */
  public static void write(Path folder, List<Figure> figures) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder, e);
    }
    for (Figure figure : figures) {
      AtomicFiles.write(folder.resolve(figure.name() + ".svg"), Svg.file(figure.drawing()));
      AtomicFiles.write(folder.resolve(figure.name() + ".csv"), figure.csv());
      PdfGraphics graphics = new PdfGraphics();
      figure.drawing().shapes().forEach(shape -> shape.paint(graphics));
      PageSize page = new PageSize(0, 0, figure.drawing().width(), figure.drawing().height());
      AtomicFiles.write(
          folder.resolve(figure.name() + ".pdf"),
          out -> Processors.get("pdf").getDocument(graphics.getCommands(), page).writeTo(out));
    }
  }
}
