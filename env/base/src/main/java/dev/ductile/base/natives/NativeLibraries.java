package dev.ductile.base.natives;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DuctileHome;
import dev.ductile.base.files.OutputException;
import dev.ductile.base.natives.PackedJar.Wanted;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes shared libraries out of the jars of the class path before anybody loads them. Whoever loads
 * them would unpack them too, but in place: a process that is killed in the middle, or a disk that
 * is full, then leaves a library cut short, which ends every later process. Here each is written
 * beside, checked, forced to disk and renamed; at later starts sizes and dates are compared.
 *
 * <p>Where the class path holds folders instead of jars, as {@code docker/assemble.sh} makes it,
 * nothing is unpacked.
 */
public final class NativeLibraries {
  private static final Logger LOG = LoggerFactory.getLogger(NativeLibraries.class);
  private static final String JAVACPP_FOLDER = "org.bytedeco.javacpp.cachedir";
  private static final long LEAST_JAVACPP_BYTES = 2L << 30;
  private static final Pattern ALL = Pattern.compile(".*");
  private static final Pattern JNA = Pattern.compile("com/sun/jna/linux-x86-64/[^/]+");
  private static final String JNA_FOLDER = "com/sun/jna/linux-x86-64";

  /** The redistributed CUDA holds gigabytes that nobody asks for. */
  private static final Pattern CUDA =
      Pattern.compile(".*/lib(jni)?(cu(dart|blas|blasLt|fft|sparse|solver|dnn)|nvJitLink|nvrtc).*");

  private static final Set<String> READY = new HashSet<>();

  private NativeLibraries() {}

  /**
   * Where they are kept.
   *
   * @return {@code DUCTILE_HOME/natives}
   */
  public static Path folder() {
    return DuctileHome.path().resolve("natives");
  }

  /**
   * Unpacks what JavaCPP will load for a library; does nothing the second time.
   *
   * @param owner the library's name for messages, such as {@code TensorFlow}
   * @param jarPrefixes how the names of its jars begin; JavaCPP's own comes along
   * @throws ConfigurationException one line that names the folder and what to do, if they cannot be
   *     written or executed there
   */
  public static synchronized void prepare(String owner, String... jarPrefixes) {
    if (READY.contains(owner)) {
      return;
    }
    liftJavaCppLimits();
    List<Wanted> wanted = new ArrayList<>();
    wanted.add(new Wanted("javacpp-", ALL));
    for (String prefix : jarPrefixes) {
      wanted.add(new Wanted(prefix, prefix.equals("cuda-") ? CUDA : ALL));
    }
    unpack(owner, wanted, javaCppFolder(), true);
    READY.add(owner);
  }

  /**
   * JavaCPP refuses memory once the whole process, replay memory included, takes four times the
   * largest heap, and once what it counts itself takes as much as that heap. Ductile has its own
   * check.
   */
  private static void liftJavaCppLimits() {
    setUnlessSaid("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    long bytes = Math.max(Runtime.getRuntime().maxMemory(), LEAST_JAVACPP_BYTES);
    setUnlessSaid("org.bytedeco.javacpp.maxBytes", Long.toString(bytes));
  }

  /** JavaCPP reads either spelling; what the user gave counts. */
  private static void setUnlessSaid(String name, String value) {
    if (System.getProperty(name) == null
        && System.getProperty(name.toLowerCase(Locale.ROOT)) == null) {
      System.setProperty(name, value);
    }
  }

  /** Where JavaCPP looks, and is told to look unless somebody said otherwise. */
  private static Path javaCppFolder() {
    String said = System.getProperty(JAVACPP_FOLDER);
    if (said != null && !said.isBlank()) {
      return Path.of(said).toAbsolutePath();
    }
    Path folder = folder().resolve("javacpp");
    System.setProperty(JAVACPP_FOLDER, folder.toString());
    return folder;
  }

  /**
   * Unpacks JNA's own library and tells JNA where; to be called before any class of JNA is used.
   * Left alone where the virtual machine was started with a place for it.
   *
   * @throws ConfigurationException as for {@link #prepare}
   */
  public static synchronized void prepareJna() {
    if (System.getProperty("jna.boot.library.path") != null || Boolean.getBoolean("jna.nounpack")) {
      return;
    }
    List<Path> folders =
        unpack("JNA", List.of(new Wanted("jna-", JNA)), folder().resolve("jna"), false);
    for (Path folder : folders) {
      Path here = folder.resolve(JNA_FOLDER);
      if (Files.isRegularFile(here.resolve("libjnidispatch.so"))) {
        System.setProperty("jna.boot.library.path", here.toString());
        System.setProperty("jna.nounpack", "true");
      }
    }
  }

  /** Returns the folder of each jar that was wanted and is there. */
  private static List<Path> unpack(
      String owner, List<Wanted> wanted, Path cache, boolean writtenLater) {
    try {
      List<PackedJar> jars = PackedJar.onClassPath(wanted);
      if (!jars.isEmpty()) {
        Unpacking unpacking = new Unpacking(owner, jars, cache);
        unpacking.run();
        requireUsable(owner, cache, writtenLater);
      }
      return jars.stream().map(jar -> cache.resolve(jar.name())).toList();
    } catch (IOException | OutputException e) {
      throw refusal(owner, cache, e.getMessage(), e);
    }
  }

  /**
   * Refuses a home folder in which libraries could not be kept.
   *
   * @param home the folder, which need not exist
   * @throws ConfigurationException one line, if it cannot be written or executed in
   */
  public static void requireUsable(Path home) {
    Path there = home.toAbsolutePath();
    while (!Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw refusal("Ductile", home, there + " is a file", null);
    }
    requireUsable("Ductile", there, true);
  }

  private static void requireUsable(String owner, Path cache, boolean writtenLater) {
    if (MountOptions.of(cache).contains("noexec")) {
      throw refusal(
          owner, cache, "its file system is mounted noexec, so no library can be loaded", null);
    }
    // JavaCPP links names there, and takes another folder if it cannot.
    if (writtenLater && !Files.isWritable(cache)) {
      throw refusal(owner, cache, "the folder cannot be written", null);
    }
  }

  private static ConfigurationException refusal(
      String owner, Path cache, String why, Exception cause) {
    return new ConfigurationException(
        String.format(
            Locale.ROOT,
            "cannot use %s for %s's libraries (%s): set DUCTILE_HOME to a folder on this machine"
                + " that you can write and execute files in, with 1 GB free",
            cache,
            owner,
            why),
        cause);
  }

  /** One unpacking; other processes wait for its end. */
  private record Unpacking(String owner, List<PackedJar> jars, Path cache) {

    void run() throws IOException {
      List<UnpackedJar> all = jars.stream().map(jar -> new UnpackedJar(jar, cache)).toList();
      if (missingBytes(all) == 0) {
        return;
      }
      makeFolder();
      try (FileChannel lock =
          FileChannel.open(
              cache.resolve(".unpacking"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
        lock.lock();
        long bytes = missingBytes(all); // another process may have done it meanwhile
        if (bytes > 0) {
          requireSpace(bytes);
          if (bytes > 100_000_000) {
            LOG.info("unpacking {}'s libraries ({} MB) to {}, once", owner, mega(bytes), cache);
          }
          for (UnpackedJar jar : all) {
            jar.complete();
          }
        }
      }
    }

    private void makeFolder() {
      try {
        Files.createDirectories(cache);
        Files.deleteIfExists(Files.createTempFile(cache, ".writable", null));
      } catch (IOException e) {
        throw OutputException.cannotWrite(cache, e);
      }
    }

    private static long missingBytes(List<UnpackedJar> all) {
      return all.stream()
          .flatMap(jar -> jar.missing().stream())
          .mapToLong(PackedJar.PackedLibrary::bytes)
          .sum();
    }

    private void requireSpace(long bytes) throws IOException {
      long free = Files.getFileStore(cache).getUsableSpace();
      if (free < bytes) {
        throw new IOException(
            String.format(Locale.ROOT, "they need %s MB, %s MB are free", mega(bytes), mega(free)));
      }
    }

    private static String mega(long bytes) {
      return String.format(Locale.ROOT, "%,d", (bytes + 999_999) / 1_000_000);
    }
  }
}
