package dev.ductile.eval.report.figure;

import de.erichseifert.vectorgraphics2d.VectorGraphics2D;
import java.nio.charset.StandardCharsets;

/**
 * What a PDF is painted on. VectorGraphics2D 0.13 writes text in Latin-1 and a question mark for
 * any other character, such as a minus sign: text with one of those is painted as outlines.
 */
final class PdfGraphics extends VectorGraphics2D {
  @Override
  public void drawString(String text, float x, float y) {
    if (StandardCharsets.ISO_8859_1.newEncoder().canEncode(text)) {
      super.drawString(text, x, y);
    } else {
      fill(getFont().createGlyphVector(getFontRenderContext(), text).getOutline(x, y));
    }
  }
}
