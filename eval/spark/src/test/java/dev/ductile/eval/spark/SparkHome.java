package dev.ductile.eval.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * What a download of Spark holds, as links to the jars of this test's class path: Spark's own
 * processes find nothing of Ductile there.
 */
final class SparkHome {
  private static final Set<String> NOT_SPARKS =
      Set.of(
          "bytedeco",
          "tensorflow",
          "nd4j",
          "deeplearning4j",
          "picocli",
          "junit",
          "assertj",
          "ch/qos");

  private static final Pattern SPARKS =
      Pattern.compile(
          ".*/(org/apache/(spark|hadoop|logging|avro)|org/scala-lang|io/netty|org/glassfish|org/json4s"
              + "|com/fasterxml/jackson/module)/.*");

  private final Path folder;

  private SparkHome(Path folder) {
    this.folder = folder;
  }

  static SparkHome in(Path folder) throws IOException {
    Path jars = Files.createDirectories(folder.resolve("jars"));
    for (String entry : classPath().split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      boolean theirs = NOT_SPARKS.stream().noneMatch(name -> entry.contains("/" + name));
      boolean ours = entry.contains("/ductile-") || Files.isDirectory(jar);
      if (theirs && !ours && Files.exists(jar)) {
        Path link = jars.resolve(jar.getFileName());
        if (!Files.exists(link)) {
          Files.createSymbolicLink(link, jar);
        }
      }
    }
    return new SparkHome(folder);
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** What the launcher would put on the class path of trials. */
  static String trainingClassPath() {
    return Stream.of(classPath().split(File.pathSeparator))
        .filter(entry -> !SPARKS.matcher(entry).matches())
        .filter(entry -> !entry.contains("/eval/spark/target/"))
        .collect(Collectors.joining(File.pathSeparator));
  }

  /** Starts a main class of Spark's. */
  ProcessBuilder process(List<String> flags, String mainClass, List<String> args) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    words.addAll(List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    words.addAll(flags);
    words.addAll(List.of("-cp", folder.resolve("jars") + "/*", mainClass));
    words.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("SPARK_HOME", folder.toString());
    environment.put("SPARK_SCALA_VERSION", "2.13"); // as its scripts set it
    environment.put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder;
  }

  /** Ductile's jar for Spark, which is packed after tests only. */
  static Path jar(Path file) throws IOException {
    Path classes = Path.of(System.getProperty("basedir", "."), "target", "classes");
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file));
        Stream<Path> files = Files.walk(classes)) {
      for (Path each : files.filter(Files::isRegularFile).toList()) {
        jar.putNextEntry(new JarEntry(classes.relativize(each).toString()));
        Files.copy(each, jar);
        jar.closeEntry();
      }
    }
    return file;
  }
}
