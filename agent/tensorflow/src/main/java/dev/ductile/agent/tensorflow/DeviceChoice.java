package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.EngineException;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The device that a network runs on: {@code cpu}, {@code gpu:N}, or, where {@code auto} was asked
 * for, the first GPU if there is one.
 *
 * @param gpu number of the GPU, −1 for the CPU
 */
record DeviceChoice(int gpu) {
  private static final Pattern NAME = Pattern.compile("gpu(?::(\\d{1,3}))?");
  private static final DeviceChoice CPU = new DeviceChoice(-1);

  /**
   * Chooses.
   *
   * @param wanted {@code cpu}, {@code gpu}, {@code gpu:N} or {@code auto}
   * @param gpus the GPUs that can be used; asked only where one might be chosen
   * @param whyNone why there is none; asked only where that is an error
   * @throws EngineException if the name is none of these, or the GPU is not there
   */
  static DeviceChoice of(String wanted, Supplier<List<String>> gpus, Supplier<String> whyNone) {
    if (wanted.equals("cpu")) {
      return CPU;
    }
    if (wanted.equals("auto")) {
      return gpus.get().isEmpty() ? CPU : new DeviceChoice(0);
    }
    Matcher name = NAME.matcher(wanted);
    if (!name.matches()) {
      throw new EngineException(
          "device '" + wanted + "' is not known; use cpu, gpu, gpu:N or auto");
    }
    int number = name.group(1) == null ? 0 : Integer.parseInt(name.group(1));
    int there = gpus.get().size();
    if (there == 0) {
      throw new EngineException(
          "device '" + wanted + "' is not there (the device cpu always is): " + whyNone.get());
    }
    if (number >= there) {
      throw new EngineException(
          "device '"
              + wanted
              + "' is not there; "
              + (there == 1 ? "there is only gpu:0" : "there are gpu:0 to gpu:" + (there - 1)));
    }
    return new DeviceChoice(number);
  }

  boolean isGpu() {
    return gpu >= 0;
  }

  /** As TensorFlow names it. */
  String tensorFlowName() {
    return isGpu() ? "/device:GPU:" + gpu : "/device:CPU:0";
  }

  @Override
  public String toString() {
    return isGpu() ? "gpu:" + gpu : "cpu";
  }
}
