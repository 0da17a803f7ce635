package dev.ductile.base.code;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Which code of Ductile is running, so that results can be traced to it and results of different
 * code are not mixed.
 *
 * @param version Ductile's version, such as {@code 0.1.0-SNAPSHOT}
 * @param commit 40 hexadecimal digits; {@link #UNKNOWN} where there is no git
 * @param tree {@link #CLEAN} if the sources were those of the commit, {@link #CHANGED} if not,
 *     {@link #UNKNOWN} where there is no git
 * @param codeSha256 64 hexadecimal digits over Ductile's own classes and resources, see {@link
 *     ClassDigest}: exact, also without git
 */
public record CodeIdentity(String version, String commit, String tree, String codeSha256) {
  /** What cannot be known. */
  public static final String UNKNOWN = "unknown";

  /** Nothing differs from the commit. */
  public static final String CLEAN = "clean";

  /** Something differs from the commit. */
  public static final String CHANGED = "changed";

  private static final String COMMIT_PATTERN = "[0-9a-f]{40}";
  private static final int SHORT_DIGITS = 10;

  /** The code that this process runs, looked at once. */
  public static CodeIdentity current() {
    return Holder.CURRENT;
  }

  /**
   * The code that lies on the class path now, which after a build is no longer what the process
   * began with.
   */
  public static CodeIdentity onClassPath() {
    Properties built = built();
    String version = built.getProperty("version", UNKNOWN);
    String commit = commit(System.getProperty("ductile.commit"));
    String tree = UNKNOWN;
    if (!commit.equals(UNKNOWN)) {
      String told = System.getProperty("ductile.tree", UNKNOWN);
      tree = told.equals(CLEAN) || told.equals(CHANGED) ? told : UNKNOWN;
    } else {
      commit = commit(built.getProperty("commit"));
    }
    return new CodeIdentity(version, commit, tree, ClassDigest.ofClassPath());
  }

  /** Code that nobody wrote down; it is the same as no other. */
  public static CodeIdentity notKnown() {
    return new CodeIdentity(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);
  }

  private static String commit(String text) {
    return text != null && text.matches(COMMIT_PATTERN) ? text : UNKNOWN;
  }

  private static Properties built() {
    Properties properties = new Properties();
    try (InputStream in = CodeIdentity.class.getResourceAsStream("code.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read code.properties", e);
    }
    return properties;
  }

  /**
   * Whether both are the same code: equal classes, or unchanged sources of one commit, which
   * another JDK may have compiled to other bytes.
   */
  public boolean isSameCodeAs(CodeIdentity other) {
    boolean sameSources =
        !commit.equals(UNKNOWN)
            && commit.equals(other.commit)
            && tree.equals(CLEAN)
            && other.tree.equals(CLEAN);
    return sameSources || !codeSha256.equals(UNKNOWN) && codeSha256.equals(other.codeSha256);
  }

  /** For people: {@code 0.1.0-SNAPSHOT, commit 5c90b41d22 with changes, classes 1f0e3dad99}. */
  public String describe() {
    String text = version;
    if (!commit.equals(UNKNOWN)) {
      text += ", commit " + shortened(commit);
      text += tree.equals(CHANGED) ? " with changes" : "";
    }
    return text + ", classes " + shortened(codeSha256);
  }

  private static String shortened(String digits) {
    return digits.substring(0, Math.min(SHORT_DIGITS, digits.length()));
  }

  /** What {@link #toMap} wrote down; of what is missing nothing is known. */
  public static CodeIdentity of(Map<String, ?> map) {
    return new CodeIdentity(
        text(map, "version"), text(map, "commit"), text(map, "tree"), text(map, "codeSha256"));
  }

  private static String text(Map<String, ?> map, String key) {
    Object value = map.get(key);
    return value == null ? UNKNOWN : value.toString();
  }

  /** For JSON and YAML, in this order: {@code version, commit, tree, codeSha256}. */
  public Map<String, Object> toMap() {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("version", version);
    map.put("commit", commit);
    map.put("tree", tree);
    map.put("codeSha256", codeSha256);
    return map;
  }

  private static final class Holder {
    private static final CodeIdentity CURRENT = onClassPath();
  }
}
