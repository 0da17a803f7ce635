package dev.ductile.agent.exchange;

import dev.ductile.agent.engine.Variable;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.network.Parameter;
import dev.ductile.base.ConfigurationException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Format {@code safetensors}: every tensor of any network under its name, and beside them {@value
 * #OBSERVATIONS} with the {@value #VALUES} that the agent gives for them, by which a reader finds
 * whether it computes the same.
 */
public final class SafetensorsFormat implements NetworkFormat {
  private static final String OBSERVATIONS = "sample.observations";
  private static final String VALUES = "sample.values";
  private static final String HASH = "tensorsSha256";
  private static final String BFLOAT16 = "bfloat16";

  @Override
  public String name() {
    return "safetensors";
  }

  @Override
  public void write(Learner learner, Map<String, String> about, Path out) {
    SampledValues samples = SampledValues.of(learner).requireNumbers();
    SafetensorsWriter writer = new SafetensorsWriter();
    for (Parameter p : learner.playedParameters()) {
      writer.add(p.name(), p.shape().dims(), learner.read(p.variable()));
    }
    int[] images = learner.spec().images(SampledValues.COUNT).dims();
    writer.add(OBSERVATIONS, images, samples.images());
    int[] values = {SampledValues.COUNT, learner.spec().actions()};
    writer.add(VALUES, values, samples.values());
    Map<String, String> metadata = new LinkedHashMap<>(about);
    metadata.put("layout", "filters HWIO, dense weights in x out, images NHWC flattened as HWC");
    metadata.put("input", "uint8 [N, H, W, stack], oldest frame first, divided by 255");
    metadata.put("noise", "layers with weight_sigma play with their mean, .weight and .bias");
    metadata.put(BFLOAT16, String.valueOf(learner.bfloat16()));
    metadata.put("parametersSha256", learner.parametersSha256());
    metadata.put(HASH, writer.sha256());
    writer.write(out, metadata);
  }

  @Override
  public void read(Path path, Learner learner) {
    SafetensorsFile file = SafetensorsFile.open(path);
    List<Parameter> wanted = learner.playedParameters();
    Set<String> names = new LinkedHashSet<>();
    wanted.forEach(p -> names.add(p.name()));
    checkNames(path, names, file.names());
    for (Parameter p : wanted) {
      check(path, file, p.name(), "F32", p.shape().dims());
    }
    List<Long> sampled = file.entry(OBSERVATIONS).shape();
    int count = sampled.isEmpty() || sampled.get(0) > 1024 ? 0 : sampled.get(0).intValue();
    check(path, file, OBSERVATIONS, "U8", learner.spec().images(Math.max(1, count)).dims());
    int[] values = {Math.max(1, count), learner.spec().actions()};
    check(path, file, VALUES, "F32", values);
    Map<String, byte[]> bytes = new LinkedHashMap<>();
    file.names().forEach(name -> bytes.put(name, file.data(name).array()));
    String written = file.metadata(HASH);
    if (!written.isEmpty() && !written.equals(SafetensorsWriter.sha256(bytes))) {
      throw new ConfigurationException(
          path + " was changed since it was written: its tensors have another " + HASH);
    }
    SampledValues samples = new SampledValues(bytes.get(OBSERVATIONS), floats(file, VALUES));
    boolean bfloat16 = learner.bfloat16() || file.metadata(BFLOAT16).equals("true");
    take(path, file, learner, samples, SampledValues.tolerance(bfloat16));
  }

  private static void checkNames(Path path, Set<String> wanted, Set<String> found) {
    Set<String> missing = new TreeSet<>(wanted);
    missing.addAll(List.of(OBSERVATIONS, VALUES));
    Set<String> surplus = new TreeSet<>(found);
    surplus.removeAll(missing);
    missing.removeAll(found);
    List<String> differences = new ArrayList<>();
    if (!missing.isEmpty()) {
      differences.add("it lacks " + String.join(", ", missing));
    }
    if (!surplus.isEmpty()) {
      differences.add("the agent has no " + String.join(", ", surplus));
    }
    if (!differences.isEmpty()) {
      throw unfit(
          path,
          String.join("; ", differences)
              + ": choose the agent and the interventions that it was made with");
    }
  }

  private static void check(
      Path path, SafetensorsFile file, String name, String type, int[] shape) {
    SafetensorsFile.Entry found = file.entry(name);
    List<Long> wanted = new ArrayList<>();
    for (int size : shape) {
      wanted.add((long) size);
    }
    if (!found.type().equals(type) || !found.shape().equals(wanted)) {
      throw unfit(
          path,
          String.format(
              Locale.ROOT,
              "its %s is %s %s, the agent needs %s %s",
              name,
              found.type(),
              found.shape(),
              type,
              wanted));
    }
  }

  private static void take(
      Path path, SafetensorsFile file, Learner learner, SampledValues samples, double tolerance) {
    List<Variable> all = learner.variables();
    List<float[]> before = learner.read(all);
    Map<String, float[]> values = new LinkedHashMap<>();
    learner.playedParameters().forEach(p -> values.put(p.name(), floats(file, p.name())));
    learner.replace(values);
    String difference =
        samples.difference(SampledValues.values(learner, samples.images()), tolerance);
    if (!difference.isEmpty()) {
      learner.write(all, before);
      throw unfit(
          path,
          "made of it, the agent computes something else: for a sampled observation "
              + difference
              + "; choose the settings that it was made with");
    }
  }

  private static float[] floats(SafetensorsFile file, String name) {
    ByteBuffer data = file.data(name);
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  private static ConfigurationException unfit(Path path, String why) {
    return new ConfigurationException(path + " does not fit this agent: " + why);
  }
}
