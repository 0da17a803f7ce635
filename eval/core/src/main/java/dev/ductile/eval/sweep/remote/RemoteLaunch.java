package dev.ductile.eval.sweep.remote;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.base.code.TrainingClassPath;
import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.files.ReadFailures;
import dev.ductile.eval.machine.ThisJvm;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How trials of a sweep are started on whatever machine: in a file of the shared folder, in a
 * format that needs no library to be read. Java itself is that of the machine.
 *
 * @param token tells this start of the sweep from others
 * @param flags of Java
 * @param classPath that trains; the same on all machines
 * @param environment variables that results may depend on
 * @param code that runs the trials
 * @param mainClass of the command line
 */
public record RemoteLaunch(
    String token,
    List<String> flags,
    String classPath,
    Map<String, String> environment,
    CodeIdentity code,
    String mainClass) {
  private static final String TOKEN = "token";
  private static final String FLAGS = "flags";
  private static final String CLASS_PATH = "classPath";
  private static final String MAIN_CLASS = "mainClass";
  private static final String ENVIRONMENT = "environment.";
  private static final String CODE = "code.";

  /** What the launcher sets, and what else changes how engines compute. */
  private static final Pattern VARIABLES =
      Pattern.compile("TF_.*|OMP_.*|DUCTILE_HOME|NVIDIA_TF32_OVERRIDE|GLIBC_TUNABLES|LC_ALL");

  /** Keeps copies. */
  public RemoteLaunch {
    flags = List.copyOf(flags);
    environment = Map.copyOf(environment);
  }

  /**
   * As this process would start trials.
   *
   * @param isForTrials which of this machine's flags trials get
   */
  public static RemoteLaunch ofThisProcess(
      String token, RemoteSweep remote, Predicate<String> isForTrials) {
    Map<String, String> environment =
        System.getenv().entrySet().stream()
            .filter(variable -> VARIABLES.matcher(variable.getKey()).matches())
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    String own = "-D" + TrainingClassPath.PROPERTY + "=";
    return new RemoteLaunch(
        token,
        ThisJvm.flags().stream().filter(f -> !f.startsWith(own)).filter(isForTrials).toList(),
        TrainingClassPath.text(),
        environment,
        remote.sweep().code(),
        remote.mainClass());
  }

  /** Writes the file in one step. */
  public void write(Path file) {
    Properties properties = new Properties();
    properties.setProperty(TOKEN, token);
    properties.setProperty(FLAGS, String.join("\n", flags));
    properties.setProperty(CLASS_PATH, classPath);
    properties.setProperty(MAIN_CLASS, mainClass);
    environment.forEach((name, value) -> properties.setProperty(ENVIRONMENT + name, value));
    code.toMap().forEach((name, value) -> properties.setProperty(CODE + name, value.toString()));
    StringWriter text = new StringWriter();
    try {
      properties.store(text, null);
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it goes into memory
    }
    AtomicFiles.write(file, text.toString());
  }

  /** Reads the file. */
  public static RemoteLaunch read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException e) {
      throw new OutputException("cannot read " + file + ": " + ReadFailures.reason(e), e);
    }
    return new RemoteLaunch(
        properties.getProperty(TOKEN),
        properties.getProperty(FLAGS).lines().toList(),
        properties.getProperty(CLASS_PATH),
        under(properties, ENVIRONMENT),
        CodeIdentity.of(under(properties, CODE)),
        properties.getProperty(MAIN_CLASS));
  }

  private static Map<String, String> under(Properties properties, String prefix) {
    Map<String, String> found = new TreeMap<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.startsWith(prefix)) {
        found.put(name.substring(prefix.length()), properties.getProperty(name));
      }
    }
    return found;
  }
}
