package dev.ductile.eval.probe.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.ductile.base.ConfigurationException;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of the published formats on files made by hand. */
class DataFolderTest {
  private static final String IMAGES = "train-images-idx3-ubyte";
  private static final String LABELS = "train-labels-idx1-ubyte";
  private static final int CIFAR_RECORD = 3073;

  @TempDir Path folder;

  private static byte[] idx(int magic, int[] dims, int... values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeInt(magic);
    for (int dim : dims) {
      out.writeInt(dim);
    }
    for (int value : values) {
      out.writeByte(value);
    }
    return bytes.toByteArray();
  }

  private static byte[] images() throws IOException {
    return idx(0x803, new int[] {2, 2, 3}, 0, 1, 2, 3, 4, 255, 10, 11, 12, 13, 14, 15);
  }

  private static byte[] labels(int... labels) throws IOException {
    return idx(0x801, new int[] {labels.length}, labels);
  }

  private void write(String name, byte[] bytes) throws IOException {
    Files.write(folder.resolve(name), bytes);
  }

  @Test
  void readsIdxPlainAndPacked() throws IOException {
    write(IMAGES, images());
    try (OutputStream out =
        new GZIPOutputStream(Files.newOutputStream(folder.resolve(LABELS + ".gz")))) {
      out.write(labels(7, 0));
    }
    ImageSet set = DataFolder.read(folder);
    assertThat(set.count()).isEqualTo(2);
    assertThat(set.height()).isEqualTo(2);
    assertThat(set.width()).isEqualTo(3);
    assertThat(set.channels()).isEqualTo(1);
    assertThat(set.label(0)).isEqualTo(7);
    assertThat(set.pixel(0, 5)).isEqualTo(255);
    assertThat(set.pixel(1, 3)).isEqualTo(13);
  }

  @Test
  void readsCifarPlanesAsInterleavedPixels() throws IOException {
    byte[] batch = new byte[2 * CIFAR_RECORD];
    batch[0] = 9;
    batch[CIFAR_RECORD] = 3;
    batch[CIFAR_RECORD + 1 + 5] = 11; // red of pixel 5
    batch[CIFAR_RECORD + 1 + 1024 + 5] = 22;
    batch[CIFAR_RECORD + 1 + 2048 + 5] = (byte) 233;
    write("data_batch_1.bin", batch);
    ImageSet set = DataFolder.read(folder);
    assertThat(set.count()).isEqualTo(2);
    assertThat(set.channels()).isEqualTo(3);
    assertThat(set.label(0)).isEqualTo(9);
    assertThat(set.label(1)).isEqualTo(3);
    assertThat(new int[] {set.pixel(1, 15), set.pixel(1, 16), set.pixel(1, 17)})
        .containsExactly(11, 22, 233);
    // As acting takes it: planes again, as in the file.
    ByteBuffer planes = ByteBuffer.allocate(3072);
    set.copyPlanes(1, planes, 0);
    assertThat(planes.array())
        .isEqualTo(Arrays.copyOfRange(batch, CIFAR_RECORD + 1, 2 * CIFAR_RECORD));
  }

  @Test
  void missingDataIsNamed() {
    assertThatThrownBy(() -> DataFolder.read(folder))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining(IMAGES)
        .hasMessageContaining("data_batch_1.bin");
    assertThatThrownBy(() -> DataFolder.read(folder.resolve("absent")))
        .isInstanceOf(MissingDataException.class)
        .hasMessageContaining("no such folder");
  }

  private void refused(byte[] imageFile, byte[] labelFile, String... words) throws IOException {
    write(IMAGES, imageFile);
    write(LABELS, labelFile);
    for (String word : words) {
      assertThatThrownBy(() -> DataFolder.read(folder))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(word);
    }
  }

  @Test
  void damagedIdxIsRefused() throws IOException {
    byte[] good = images();
    refused(Arrays.copyOf(good, good.length - 1), labels(1, 2), IMAGES, "truncated");
    refused(Arrays.copyOf(good, 6), labels(1, 2), "truncated");
    refused(new byte[0], labels(1, 2), "truncated");
    refused(Arrays.copyOf(good, good.length + 1), labels(1, 2), "goes on behind");
    refused(labels(1, 2), labels(1, 2), "0x00000801", "0x00000803");
    refused(idx(0x803, new int[] {1 << 30, 1 << 30, 1 << 30}), labels(1), "elements");
    refused(idx(0x803, new int[] {-2, 2, 3}), labels(1), "elements");
    refused(good, labels(1, 2, 3), "do not belong together");
    refused(good, labels(1, 10), "label 10", "image 1");
  }

  @Test
  void fileThatIsNotPackedIsRefused() throws IOException {
    write(IMAGES + ".gz", images());
    write(LABELS, labels(1, 2));
    assertThatThrownBy(() -> DataFolder.read(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void damagedCifarIsRefused() throws IOException {
    write("data_batch_1.bin", new byte[CIFAR_RECORD - 1]);
    assertThatThrownBy(() -> DataFolder.read(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("3072 bytes");
    byte[] wrongLabel = new byte[CIFAR_RECORD];
    wrongLabel[0] = 10;
    write("data_batch_1.bin", wrongLabel);
    assertThatThrownBy(() -> DataFolder.read(folder))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("label 10");
  }
}
