package dev.ductile.agent.dl4j.exchange;

import dev.ductile.agent.engine.EngineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/** A file of {@link ModelSerializer}: a zip with a configuration and parameters. */
final class NetworkZip {
  private NetworkZip() {}

  /** Writes a network without updater state; {@code out} stays open. */
  static void write(MultiLayerNetwork network, OutputStream out) throws IOException {
    ModelSerializer.writeModel(network, out, false);
    out.flush();
  }

  /**
   * Reads a network.
   *
   * @throws EngineException one line that says what the file is instead
   */
  static MultiLayerNetwork read(Path zip) {
    try {
      Set<String> entries = check(zip);
      if (!entries.contains(ModelSerializer.CONFIGURATION_JSON)
          || !entries.contains(ModelSerializer.COEFFICIENTS_BIN)) {
        throw new EngineException(
            zip
                + " is a zip but not one of DL4J's ModelSerializer: it has no "
                + ModelSerializer.CONFIGURATION_JSON
                + " or no "
                + ModelSerializer.COEFFICIENTS_BIN);
      }
      return ModelSerializer.restoreMultiLayerNetwork(zip.toFile(), false);
    } catch (ZipException e) {
      throw new EngineException(zip + " is a damaged zip archive: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new EngineException("cannot read " + zip + ": " + e.getMessage(), e);
    } catch (EngineException e) {
      throw e;
    } catch (RuntimeException e) { // DL4J says so in many ways
      throw new EngineException(
          zip + " holds no MultiLayerNetwork that DL4J can read: " + firstLine(e), e);
    }
  }

  /** Reads every byte, so that checksums are compared before DL4J believes anything. */
  private static Set<String> check(Path zip) throws IOException {
    Set<String> names = new TreeSet<>();
    try (InputStream file = Files.newInputStream(zip);
        ZipInputStream in = new ZipInputStream(file)) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        in.transferTo(OutputStream.nullOutputStream());
        names.add(entry.getName());
      }
    }
    if (names.isEmpty()) {
      throw new EngineException(
          zip + " is not a zip archive; DL4J's ModelSerializer writes networks as such");
    }
    return names;
  }

  /** What a library says, without what follows the first line. */
  static String firstLine(Throwable failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
  }
}
