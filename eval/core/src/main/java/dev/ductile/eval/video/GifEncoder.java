package dev.ductile.eval.video;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.ImageWriter;
import javax.imageio.metadata.IIOMetadata;
import javax.imageio.metadata.IIOMetadataNode;
import javax.imageio.stream.FileImageOutputStream;

/** Appends pictures to an animated GIF through the JDK's own GIF writer. */
final class GifEncoder implements AutoCloseable {
  private static final String FORMAT = "javax_imageio_gif_image_1.0";
  // Application extension: sub-block id 1, loop count 0 (for ever), little-endian.
  private static final byte[] LOOP_FOR_EVER = {1, 0, 0};

  private final FileImageOutputStream out;
  private final ImageWriter writer;
  private boolean first = true;

  GifEncoder(Path file) throws IOException {
    this.out = new FileImageOutputStream(file.toFile());
    this.writer = ImageIO.getImageWritersByFormatName("gif").next();
    writer.setOutput(out);
    writer.prepareWriteSequence(null);
  }

  /**
   * Appends a picture.
   *
   * @param before what is on screen, or null for the first picture
   * @param delayCentiseconds how long it stays
   */
  void write(IndexedPicture picture, IndexedPicture before, PixelScale scale, int delayCentiseconds)
      throws IOException {
    Rectangle part = picture.changedSince(before);
    BufferedImage image = picture.enlarged(part, scale);
    IIOMetadata metadata =
        writer.getDefaultImageMetadata(ImageTypeSpecifier.createFromRenderedImage(image), null);
    IIOMetadataNode root = (IIOMetadataNode) metadata.getAsTree(FORMAT);
    IIOMetadataNode control = child(root, "GraphicControlExtension");
    control.setAttribute("disposalMethod", "doNotDispose");
    control.setAttribute("userInputFlag", "FALSE");
    control.setAttribute("transparentColorFlag", "FALSE");
    control.setAttribute("transparentColorIndex", "0");
    control.setAttribute("delayTime", Integer.toString(delayCentiseconds));
    IIOMetadataNode descriptor = child(root, "ImageDescriptor");
    descriptor.setAttribute("imageLeftPosition", Integer.toString(scale.left(part.x)));
    descriptor.setAttribute("imageTopPosition", Integer.toString(scale.top(part.y)));
    setPalette(root, (IndexColorModel) image.getColorModel());
    if (first) {
      addLoop(root);
      first = false;
    }
    metadata.setFromTree(FORMAT, root);
    writer.writeToSequence(new IIOImage(image, null, metadata), null);
  }

  /** Ends the file. */
  @Override
  public void close() throws IOException {
    try (out) {
      if (!first) {
        writer.endWriteSequence();
      }
    } finally {
      writer.dispose();
    }
  }

  // Left to itself the writer relies on a palette of its own choice for the whole file.
  private static void setPalette(IIOMetadataNode root, IndexColorModel colours) {
    IIOMetadataNode table = child(root, "LocalColorTable");
    while (table.hasChildNodes()) {
      table.removeChild(table.getFirstChild());
    }
    int size = Math.max(2, colours.getMapSize());
    table.setAttribute("sizeOfLocalColorTable", Integer.toString(size));
    table.setAttribute("sortFlag", "FALSE");
    for (int i = 0; i < size; i++) {
      IIOMetadataNode entry = new IIOMetadataNode("ColorTableEntry");
      entry.setAttribute("index", Integer.toString(i));
      entry.setAttribute("red", Integer.toString(colours.getRed(i)));
      entry.setAttribute("green", Integer.toString(colours.getGreen(i)));
      entry.setAttribute("blue", Integer.toString(colours.getBlue(i)));
      table.appendChild(entry);
    }
  }

  private static void addLoop(IIOMetadataNode root) {
    IIOMetadataNode extension = new IIOMetadataNode("ApplicationExtension");
    extension.setAttribute("applicationID", "NETSCAPE");
    extension.setAttribute("authenticationCode", "2.0");
    extension.setUserObject(LOOP_FOR_EVER.clone());
    IIOMetadataNode extensions = new IIOMetadataNode("ApplicationExtensions");
    extensions.appendChild(extension);
    root.appendChild(extensions);
  }

  private static IIOMetadataNode child(IIOMetadataNode root, String name) {
    for (int i = 0; i < root.getLength(); i++) {
      if (root.item(i).getNodeName().equals(name)) {
        return (IIOMetadataNode) root.item(i);
      }
    }
    IIOMetadataNode node = new IIOMetadataNode(name);
    root.appendChild(node);
    return node;
  }
}
