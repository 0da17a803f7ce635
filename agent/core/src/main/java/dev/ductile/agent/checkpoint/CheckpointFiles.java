package dev.ductile.agent.checkpoint;

import dev.ductile.base.files.AtomicFiles;
import dev.ductile.base.files.Digests;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Files of a checkpoint folder: written atomically, known by size and SHA-256. */
final class CheckpointFiles {
  private CheckpointFiles() {}

  /**
   * A whole file.
   *
   * @param name in the checkpoint folder
   * @param bytes its size
   * @param sha256 of its content, in hexadecimal
   */
  record Whole(String name, long bytes, String sha256) {
    /** Whether the name is one of the checkpoint folder's own files. */
    boolean isNamedPlainly() {
      return name.matches("[a-z0-9.-]+") && !name.startsWith(".");
    }

    /** Why it is not what it was, or null. */
    String damage(Path folder) {
      Path file = folder.resolve(name);
      try {
        if (!Files.isRegularFile(file)) {
          return name + " is missing";
        }
        if (Files.size(file) != bytes) {
          return name + " has " + Files.size(file) + " bytes, not " + bytes;
        }
        return Digests.sha256(file).equals(sha256) ? null : name + " has another SHA-256";
      } catch (IOException e) {
        return name + " cannot be read: " + e.getMessage();
      }
    }
  }

  /** Writes a file beside its name, forces it to disk, renames it. */
  static Whole write(Path folder, String name, AtomicFiles.Content content) {
    MessageDigest digest = Digests.sha256();
    CountingStream[] counted = new CountingStream[1];
    AtomicFiles.write(
        folder.resolve(name),
        out -> {
          counted[0] = new CountingStream(out, digest);
          content.writeTo(counted[0]);
          counted[0].flush();
        });
    return new Whole(name, counted[0].count, HexFormat.of().formatHex(digest.digest()));
  }

  private static final class CountingStream extends DigestOutputStream {
    private long count;

    CountingStream(OutputStream out, MessageDigest digest) {
      super(out, digest);
    }

    @Override
    public void write(int b) throws IOException {
      super.write(b);
      count++;
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      super.write(bytes, offset, length);
      count += length;
    }
  }
}
