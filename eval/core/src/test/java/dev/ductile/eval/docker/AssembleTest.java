package dev.ductile.eval.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code docker/assemble.sh} on a checkout of a few small files. */
class AssembleTest {
  private static final String JNA = "jna-5.19.1.jar";
  private static final String ALE = "ale-0.7.3-1.5.7-linux-x86_64.jar";

  @TempDir private Path scratch;
  private Path built;
  private Path target;
  private Scripts scripts;

  @BeforeEach
  void buildCheckout() throws IOException {
    scripts = new Scripts(scratch, "#!/bin/sh\necho launched\n");
    built = Files.createDirectories(scratch.resolve("eval/core/target"));
    target = scratch.resolve("assembled");
    for (String file : new String[] {"LICENSE", "NOTICE"}) {
      Files.writeString(scratch.resolve(file), file);
    }
    Files.writeString(built.resolve("ductile-eval-core-1.jar"), "main");
    Path folder = Files.createDirectories(scratch.resolve("repository"));
    jar(folder.resolve(JNA), "com/sun/jna/linux-x86-64/libjnidispatch.so");
    jar(
        folder.resolve(ALE),
        "org/bytedeco/ale/linux-x86_64/libale.so",
        "org/bytedeco/ale/linux-x86_64/libSDL2-2.0.so.0",
        "org/bytedeco/ale/linux-x86_64/libjniale.so");
    jar(folder.resolve("native-2-linux-x86_64.jar"), "org/native/libnative.so");
    Files.writeString(folder.resolve("b.jar"), "b");
    Files.writeString(folder.resolve("a.jar"), "a");
    classpath("b.jar", JNA, "native-2-linux-x86_64.jar", ALE, "a.jar");
  }

  private static void jar(Path file, String... entries) throws IOException {
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        jar.putNextEntry(new JarEntry(entry));
        jar.write(entry.getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  /** As Maven writes it: with no newline at its end. */
  private void classpath(String... names) throws IOException {
    String folder = scratch.resolve("repository") + "/";
    Files.writeString(built.resolve("classpath.txt"), folder + String.join(":" + folder, names));
  }

  private Scripts.Result run(String... arguments) throws Exception {
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            // The script starts the jar tool for every archive.
            "JAVA_TOOL_OPTIONS",
            "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
    return scripts.run("assemble.sh", environment, arguments);
  }

  @Test
  void copiesTheWholeClassPathInItsOrder() throws Exception {
    Scripts.Result result = run(target.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(target.resolve("lib/classpath.txt"))
        .hasContent(
            String.join(
                "\n",
                "ductile-eval-core-1.jar",
                "b.jar",
                JNA,
                "native-2-linux-x86_64",
                ALE,
                "a.jar"));
    assertThat(target.resolve("lib/a.jar")).hasContent("a");
    assertThat(target.resolve("lib/ductile-eval-core-1.jar")).hasContent("main");
    assertThat(target.resolve("lib/native-2-linux-x86_64/org/native/libnative.so"))
        .hasContent("org/native/libnative.so");
    assertThat(target.resolve("natives/libjnidispatch.so"))
        .hasContent("com/sun/jna/linux-x86-64/libjnidispatch.so");
    assertThat(target.resolve("natives").toFile().list())
        .containsExactlyInAnyOrder("libjnidispatch.so", "libale.so", "libSDL2-2.0.so.0");
    assertThat(target.resolve("ductile")).isExecutable();
    assertThat(target.resolve("docker/entrypoint.sh")).isExecutable();
    assertThat(target.resolve("NOTICE")).exists();
  }

  @Test
  void anImageForGpusNeedsTheGpuBuildOfTensorFlow() throws Exception {
    Scripts.Result refused = run(target.toString(), "gpu");
    assertThat(refused.code()).isEqualTo(1);
    assertThat(refused.err()).contains("no GPU build of TensorFlow", "profile 'gpu'");

    String gpu = "tensorflow-core-native-1.1.0-linux-x86_64-gpu.jar";
    jar(scratch.resolve("repository").resolve(gpu), "org/tensorflow/libtensorflow_cc.so.2");
    classpath(JNA, ALE, gpu);
    Scripts.Result accepted = run(scratch.resolve("second").toString(), "gpu");
    assertThat(accepted.code()).as(accepted.err()).isZero();
  }

  @Test
  void linksOpenBlasUnderItsOtherName() throws Exception {
    String openblas = "openblas-1-linux-x86_64.jar";
    jar(scratch.resolve("repository").resolve(openblas), "org/openblas/libopenblas.so.0");
    classpath(JNA, ALE, openblas);
    Scripts.Result result = run(target.toString());
    assertThat(result.code()).as(result.err()).isZero();
    assertThat(target.resolve("lib/openblas-1-linux-x86_64/org/openblas/libopenblas_nolapack.so.0"))
        .isSymbolicLink()
        .hasContent("org/openblas/libopenblas.so.0");
  }

  @Test
  void refusesWhatItCannotCopy() throws Exception {
    classpath(JNA, ALE, "gone.jar");
    assertThat(run(target.toString()).err()).contains("gone.jar is no jar");
    classpath(JNA, "b.jar");
    assertThat(run(scratch.resolve("second").toString()).err()).contains("no libale.so");
    Files.delete(built.resolve("classpath.txt"));
    assertThat(run(target.toString()).err()).contains("mvn -DskipTests package");
  }
}
