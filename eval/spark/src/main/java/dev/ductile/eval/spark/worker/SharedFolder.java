package dev.ductile.eval.spark.worker;

import java.io.File;
import java.io.IOException;
import java.io.Reader;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/**
 * Where driver and executors meet: {@code OUT/spark}.
 *
 * @param out the sweep's output folder, absolute
 * @param token of this start of the sweep; another folder of the same name does not know it
 */
public record SharedFolder(String out, String token) implements Serializable {
  /** How trials are started; written by the driver. */
  public Path launchFile() {
    return folder().resolve("launch.properties");
  }

  /** Once it is there, trials stop. */
  public Path stopFile() {
    return folder().resolve("stop-" + token);
  }

  /** The folder. */
  public Path folder() {
    return Path.of(out, "spark");
  }

  /** The class path that trains, as the driver wrote it down. */
  String classPath() throws IOException {
    return launch().getProperty("classPath", "");
  }

  private Properties launch() throws IOException {
    Properties launch = new Properties();
    try (Reader reader = Files.newBufferedReader(launchFile(), StandardCharsets.UTF_8)) {
      launch.load(reader);
    }
    return launch;
  }

  /** Why trials cannot run on this machine, in one line. */
  public Optional<String> problem() {
    String here = "executor on " + host();
    try {
      if (!token.equals(launch().getProperty("token"))) {
        return Optional.of(
            here
                + " sees another folder at "
                + out
                + " than the driver: --out must name a folder"
                + " that all machines share");
      }
      for (String entry : classPath().split(File.pathSeparator)) {
        if (!Files.exists(Path.of(entry))) {
          return Optional.of(
              here
                  + " has no "
                  + entry
                  + ": Ductile and its libraries must lie at the same path on"
                  + " all machines");
        }
      }
    } catch (IOException e) {
      return Optional.of(
          here
              + " cannot read "
              + launchFile()
              + ": --out must name a folder that all machines"
              + " share");
    }
    return Files.isWritable(folder())
        ? Optional.empty()
        : Optional.of(here + " cannot write to " + out + ": let its user write there");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "a machine without a name";
    }
  }
}
