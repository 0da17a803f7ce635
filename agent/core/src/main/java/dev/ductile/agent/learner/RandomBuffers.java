package dev.ductile.agent.learner;

import dev.ductile.agent.engine.Function;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.random.RandomGenerator;

/** The buffers of a function's random inputs. */
final class RandomBuffers {
  private final RandomInput[] inputs;
  private final FloatBuffer[] buffers;
  private final float[][] fresh;
  private long given = -1;

  /**
   * @param inputs of the function
   */
  RandomBuffers(Function function, List<RandomInput> inputs) {
    this.inputs = inputs.toArray(RandomInput[]::new);
    buffers = new FloatBuffer[this.inputs.length];
    fresh = new float[this.inputs.length][];
    for (int i = 0; i < buffers.length; i++) {
      buffers[i] = function.input(this.inputs[i].name()).asFloatBuffer();
    }
  }

  /**
   * Fills them. Numbers that were given before and did not change stay where they are; inputs that
   * {@code draws} does not know are drawn anew.
   */
  void fill(RandomDraws draws, RandomGenerator random) {
    boolean changed = given != draws.version();
    for (int i = 0; i < inputs.length; i++) {
      float[] drawn = draws.of(inputs[i]);
      if (drawn == null) {
        buffers[i].put(0, drawAnew(i, random));
      } else if (changed) {
        buffers[i].put(0, drawn);
      }
    }
    given = draws.version();
  }

  private float[] drawAnew(int i, RandomGenerator random) {
    if (fresh[i] == null) {
      fresh[i] = new float[inputs[i].shape().elements()];
    }
    inputs[i].fill(fresh[i], 0, fresh[i].length, random);
    return fresh[i];
  }
}
