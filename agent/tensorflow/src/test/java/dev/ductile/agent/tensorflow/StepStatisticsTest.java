package dev.ductile.agent.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.ductile.agent.engine.DataType;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.Function;
import dev.ductile.agent.engine.FunctionBuilder;
import dev.ductile.agent.engine.Padding;
import dev.ductile.agent.engine.Program;
import dev.ductile.agent.engine.Shape;
import dev.ductile.agent.engine.Tensor;
import dev.ductile.agent.profile.OperationTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.TensorDescription;
import org.tensorflow.proto.TensorShapeProto;

/** Work is counted by shapes: of made-up notes, and of a function whose work is known. */
class StepStatisticsTest {
  private static final int CALLS = 3;

  private static NodeExecStats node(String name, String label, long nanos, int... dims) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int dim : dims) {
      shape.addDim(TensorShapeProto.Dim.newBuilder().setSize(dim));
    }
    TensorDescription tensor =
        TensorDescription.newBuilder()
            .setDtype(org.tensorflow.proto.DataType.DT_FLOAT)
            .setShape(shape)
            .build();
    return NodeExecStats.newBuilder()
        .setNodeName(name)
        .setTimelineLabel(label)
        .setOpStartRelNanos(100)
        .setOpEndRelNanos(100 + nanos)
        .addOutput(NodeOutput.newBuilder().setTensorDescription(tensor))
        .build();
  }

  @Test
  void ratesComeFromShapesOfResultsAndOperands() {
    DeviceStepStats cpu =
        DeviceStepStats.newBuilder()
            .setDevice("/job:localhost/replica:0/task:0/device:CPU:0")
            .addNodeStats(node("a", "a = Const()", 10, 20, 30))
            .addNodeStats(node("b", "b = Const()", 10, 30, 40))
            .addNodeStats(node("c", "[cpu 1MB 2MB] c = _MklMatMul(a, b, ^d)", 48_000, 20, 40))
            .addNodeStats(node("e", "e = Add(c, c:0)", 9_600, 20, 40))
            .build();
    DeviceStepStats stream = cpu.toBuilder().setDevice("/device:GPU:0/stream:all").build();
    StepStatistics statistics = new StepStatistics();
    StepStats step = StepStats.newBuilder().addDevStats(cpu).addDevStats(stream).build();
    statistics.add(step);
    statistics.add(step);
    List<OperationTime> times = statistics.perCall(2);
    OperationTime product = times.get(0);
    assertThat(product.operation()).isEqualTo("_MklMatMul [20, 40]");
    assertThat(product.count()).isEqualTo(1);
    assertThat(product.milliseconds()).isCloseTo(0.048, within(1e-12));
    assertThat(product.gigaflops()).isCloseTo(2.0 * 20 * 30 * 40 / 48_000, within(1e-9));
    OperationTime add = times.get(1);
    assertThat(add.operation()).isEqualTo("Add");
    assertThat(add.gigaflops()).isNaN();
    assertThat(add.gigabytesPerSecond()).isCloseTo(3.0 * 20 * 40 * 4 / 9_600, within(1e-9));
    assertThat(times.get(2).gigabytesPerSecond()).as("a constant moves nothing").isNaN();
  }

  @Test
  void allConvolutionsAndProductsOfAFunctionAreCounted() {
    EngineSettings cpu = new EngineSettings("cpu", 1, false);
    try (Program program =
        new TensorFlowEngine()
            .compile(graph -> graph.function("f", StepStatisticsTest::define), cpu)) {
      Function function = program.function("f");
      for (String input : List.of("x", "filter", "weights")) {
        for (int i = 0; i < function.input(input).capacity() / 4; i++) {
          function.input(input).putFloat(4 * i, (i * 7 % 11 - 5) / 5f);
        }
      }
      function.run();
      float loss = function.output("loss").getFloat(0);
      List<OperationTime> times = function.profile(CALLS).orElseThrow();
      assertThat(function.output("loss").getFloat(0)).isEqualTo(loss);
      // Forward, gradient of the images, gradient of the filter or weights.
      double convolution = 2.0 * (2 * 6 * 6 * 8) * (3 * 3 * 4);
      double product = 2.0 * 2 * 5 * (6 * 6 * 8);
      assertThat(times.stream().mapToDouble(OperationTime::floatingOperations).sum())
          .as(times.toString())
          .isEqualTo(3 * (convolution + product));
      assertThat(times).allSatisfy(time -> assertThat(time.milliseconds()).isNotNegative());
    }
  }

  private static void define(FunctionBuilder f) {
    Tensor x = f.input("x", DataType.FLOAT32, Shape.of(2, 8, 8, 4));
    Tensor filter = f.input("filter", DataType.FLOAT32, Shape.of(3, 3, 4, 8));
    Tensor weights = f.input("weights", DataType.FLOAT32, Shape.of(288, 5));
    Tensor images = f.relu(f.conv2d(x, filter, 1, Padding.VALID));
    Tensor rows = f.reshape(images, Shape.of(2, 288));
    Tensor loss = f.reduceSum(f.square(f.matmul(rows, false, weights, false)), false, 0, 1);
    List<Tensor> gradients = f.gradients(loss, List.of(x, filter, weights));
    f.output("loss", loss);
    for (int i = 0; i < gradients.size(); i++) {
      f.output("gradient" + i, gradients.get(i));
    }
  }
}
