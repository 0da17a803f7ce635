package dev.ductile.eval.probe.data;

import dev.ductile.base.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Training images of the published data sets from a local folder, in their published formats: MNIST
 * and Fashion-MNIST (IDX, plain or {@code .gz}) and CIFAR-10 (binary version). Nothing is
 * downloaded.
 */
public final class DataFolder {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final String CIFAR_SUBFOLDER = "cifar-10-batches-bin";
  private static final int CLASSES = 10;
  private static final int CIFAR_BATCHES = 5;
  private static final int CIFAR_SIDE = 32;
  private static final int CIFAR_CHANNELS = 3;

  private DataFolder() {}

  /**
   * Reads what a folder holds.
   *
   * @throws MissingDataException if there is no folder, or no data set that is known in it
   * @throws ConfigurationException if a file is damaged
   */
  public static ImageSet read(Path folder) {
    Optional<Path> images = find(folder, IMAGES);
    Optional<Path> labels = find(folder, LABELS);
    if (images.isPresent() && labels.isPresent()) {
      return idx(folder, images.get(), labels.get());
    }
    List<Path> batches = cifar(folder);
    if (batches.isEmpty()) {
      batches = cifar(folder.resolve(CIFAR_SUBFOLDER));
    }
    if (!batches.isEmpty()) {
      return readCifar(batches);
    }
    throw new MissingDataException(
        (Files.isDirectory(folder) ? "no data set in " : "no such folder: ")
            + folder
            + "; --data needs "
            + IMAGES
            + " and "
            + LABELS
            + " (MNIST or Fashion-MNIST, plain or .gz), or data_batch_1.bin to data_batch_5.bin"
            + " (CIFAR-10, binary version); without --data glyphs are drawn");
  }

  private static Optional<Path> find(Path folder, String name) {
    return List.of(name, name + ".gz", name.replace("-idx", ".idx")).stream()
        .map(folder::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static ImageSet idx(Path folder, Path imageFile, Path labelFile) {
    IdxFile images = IdxFile.read(imageFile, 3);
    IdxFile labels = IdxFile.read(labelFile, 1);
    if (images.dims()[0] != labels.dims()[0]) {
      throw new ConfigurationException(
          imageFile
              + " holds "
              + images.dims()[0]
              + " images, but "
              + labelFile
              + " "
              + labels.dims()[0]
              + " labels: they do not belong together");
    }
    checkLabels(labelFile, labels.bytes());
    String name = String.valueOf(folder.toAbsolutePath().normalize().getFileName());
    int[] dims = images.dims();
    return new ImageSet(name, dims[1], dims[2], 1, CLASSES, images.bytes(), labels.bytes());
  }

  private static List<Path> cifar(Path folder) {
    List<Path> batches = new ArrayList<>();
    for (int i = 1; i <= CIFAR_BATCHES; i++) {
      Path file = folder.resolve("data_batch_" + i + ".bin");
      if (Files.isRegularFile(file)) {
        batches.add(file);
      }
    }
    return batches;
  }

  /** Krizhevsky 2009: records of a label and the red, green and blue planes of 32 × 32. */
  private static ImageSet readCifar(List<Path> files) {
    int area = CIFAR_SIDE * CIFAR_SIDE;
    int record = 1 + CIFAR_CHANNELS * area;
    List<byte[]> contents = new ArrayList<>();
    int count = 0;
    for (Path file : files) {
      byte[] bytes = bytes(file);
      if (bytes.length == 0 || bytes.length % record != 0) {
        throw new ConfigurationException(
            file
                + " has "
                + bytes.length
                + " bytes, which are no whole number of CIFAR-10 records of "
                + record
                + ": it is truncated or something else; fetch it again");
      }
      contents.add(bytes);
      count += bytes.length / record;
    }
    byte[] pixels = new byte[count * CIFAR_CHANNELS * area];
    byte[] labels = new byte[count];
    int image = 0;
    for (int f = 0; f < files.size(); f++) {
      byte[] bytes = contents.get(f);
      for (int from = 0; from < bytes.length; from += record) {
        labels[image] = bytes[from];
        interleave(bytes, from + 1, pixels, image * CIFAR_CHANNELS * area, area);
        image++;
      }
      checkLabels(files.get(f), labels);
    }
    return new ImageSet(
        "cifar-10", CIFAR_SIDE, CIFAR_SIDE, CIFAR_CHANNELS, CLASSES, pixels, labels);
  }

  private static void interleave(byte[] planes, int from, byte[] pixels, int to, int area) {
    for (int p = 0; p < area; p++) {
      for (int c = 0; c < CIFAR_CHANNELS; c++) {
        pixels[to + p * CIFAR_CHANNELS + c] = planes[from + c * area + p];
      }
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new ConfigurationException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void checkLabels(Path file, byte[] labels) {
    for (int i = 0; i < labels.length; i++) {
      if (labels[i] < 0 || labels[i] >= CLASSES) {
        throw new ConfigurationException(
            file
                + ": label "
                + (labels[i] & 0xff)
                + " of image "
                + i
                + " is not a class from 0 to 9; the file is damaged or of another data set");
      }
    }
  }
}
