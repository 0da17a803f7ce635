package dev.ductile.agent.learner;

import dev.ductile.agent.network.Parameter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 of a learner's online parameters. */
final class ParameterHash {
  private ParameterHash() {}

  /** Name, then little-endian float32 bits, of each parameter in the order of declaration. */
  static String of(Learner learner) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      List<Parameter> parameters = learner.onlineParameters();
      List<float[]> all = learner.read(parameters.stream().map(Parameter::variable).toList());
      for (int i = 0; i < parameters.size(); i++) {
        digest.update(parameters.get(i).name().getBytes(StandardCharsets.UTF_8));
        float[] values = all.get(i);
        ByteBuffer bytes =
            ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        digest.update(bytes.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
