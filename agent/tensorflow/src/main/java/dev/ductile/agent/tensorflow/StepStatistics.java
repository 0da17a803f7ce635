package dev.ductile.agent.tensorflow;

import dev.ductile.agent.profile.OperationTime;
import dev.ductile.agent.profile.OperationTimes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tensorflow.proto.DeviceStepStats;
import org.tensorflow.proto.NodeExecStats;
import org.tensorflow.proto.NodeOutput;
import org.tensorflow.proto.StepStats;
import org.tensorflow.proto.TensorDescription;
import org.tensorflow.proto.TensorShapeProto;

/**
 * Turns what TensorFlow notes of each operation of a call into work and time by kernel. It notes
 * shapes of results, and names of operands: an operand's shape is that of the result it is.
 */
final class StepStatistics {
  /** {@code [memory] name = Kernel(operand, other:1)}. */
  private static final Pattern LABEL = Pattern.compile("(?s)(?:.*\\s)?= (\\w+)\\((.*)\\)");

  /** Not the streams of GPUs, which tell the same again. */
  private static final Pattern DEVICE = Pattern.compile(".*device:(CPU|GPU):\\d+");

  private static final Pattern PRODUCT = Pattern.compile(".*MatMul(V2|V3)?");
  private static final Pattern CONVOLUTION = Pattern.compile(".*Conv2D(WithBias)?");
  private static final Pattern OF_IMAGES = Pattern.compile(".*Conv2DBackpropInput");
  private static final Pattern OF_FILTER = Pattern.compile(".*Conv2DBackpropFilter(WithBias)?");

  /** They hand on memory, or its address. */
  private static final Set<String> MOVE_NOTHING =
      Set.of(
          "AssignVariableOp",
          "Const",
          "ExpandDims",
          "Identity",
          "ReadVariableOp",
          "Reshape",
          "Shape",
          "Squeeze",
          "VarHandleOp",
          "_Arg",
          "_Retval");

  /** Parameter, two moments and gradient read; parameter and moments written. */
  private static final int ADAM_PASSES = 7;

  private final OperationTimes times = new OperationTimes();

  /** An operation that ran, with what is known of its tensors. */
  private record Ran(String kernel, List<TensorDescription> in, List<TensorDescription> out) {}

  /** Adds a call. */
  void add(StepStats step) {
    for (DeviceStepStats device : step.getDevStatsList()) {
      if (DEVICE.matcher(device.getDevice()).matches()) {
        Map<String, TensorDescription> results = results(device);
        device.getNodeStatsList().forEach(node -> add(node, results));
      }
    }
  }

  /** See {@link OperationTimes#perCall}. */
  List<OperationTime> perCall(int calls) {
    return times.perCall(calls);
  }

  private static Map<String, TensorDescription> results(DeviceStepStats device) {
    Map<String, TensorDescription> results = new HashMap<>();
    for (NodeExecStats node : device.getNodeStatsList()) {
      for (NodeOutput output : node.getOutputList()) {
        results.put(node.getNodeName() + ":" + output.getSlot(), output.getTensorDescription());
      }
    }
    return results;
  }

  private void add(NodeExecStats node, Map<String, TensorDescription> results) {
    Ran ran = ran(node, results);
    double nanos = node.getOpEndRelNanos() - node.getOpStartRelNanos();
    double work = work(ran);
    String shape = work > 0 ? " " + dims(ran.out().get(0)) : "";
    times.add(ran.kernel() + shape, nanos, work, bytes(ran));
  }

  private static Ran ran(NodeExecStats node, Map<String, TensorDescription> results) {
    List<TensorDescription> out =
        node.getOutputList().stream().map(NodeOutput::getTensorDescription).toList();
    Matcher label = LABEL.matcher(node.getTimelineLabel());
    if (!label.find()) {
      return new Ran(node.getNodeName(), List.of(), out);
    }
    List<TensorDescription> in =
        List.of(label.group(2).split(",\\s*")).stream()
            .filter(name -> !name.startsWith("^"))
            .map(name -> name.contains(":") ? name : name + ":0")
            .map(name -> results.getOrDefault(name, TensorDescription.getDefaultInstance()))
            .toList();
    return new Ran(label.group(1), in, out);
  }

  /** Additions and multiplications; 0 where shapes do not tell. */
  private static double work(Ran ran) {
    if (ran.out().isEmpty()) {
      return 0;
    }
    TensorDescription out = ran.out().get(0);
    if (PRODUCT.matcher(ran.kernel()).matches()) {
      return 2 * elements(operand(ran, 0)) * last(out);
    }
    if (CONVOLUTION.matcher(ran.kernel()).matches()) {
      return convolution(operand(ran, 1), out);
    }
    if (OF_IMAGES.matcher(ran.kernel()).matches()) {
      return convolution(operand(ran, 1), operand(ran, 2));
    }
    return OF_FILTER.matcher(ran.kernel()).matches() ? convolution(out, operand(ran, 2)) : 0;
  }

  /** Each element of the images that come out is a sum over a filter's window. */
  private static double convolution(TensorDescription filter, TensorDescription images) {
    double channels = last(filter);
    return channels == 0 ? 0 : 2 * elements(images) * elements(filter) / channels;
  }

  private static double bytes(Ran ran) {
    if (ran.kernel().equals("ResourceApplyAdam") && !ran.in().isEmpty()) {
      return ADAM_PASSES * bytes(ran.in().get(ran.in().size() - 1));
    }
    if (MOVE_NOTHING.contains(ran.kernel())) {
      return 0;
    }
    double sum = 0;
    for (TensorDescription tensor : ran.in()) {
      sum += bytes(tensor);
    }
    for (TensorDescription tensor : ran.out()) {
      sum += bytes(tensor);
    }
    return sum;
  }

  private static TensorDescription operand(Ran ran, int index) {
    return index < ran.in().size() ? ran.in().get(index) : TensorDescription.getDefaultInstance();
  }

  private static double bytes(TensorDescription tensor) {
    return elements(tensor)
        * switch (tensor.getDtype()) {
          case DT_FLOAT, DT_INT32 -> Float.BYTES;
          case DT_DOUBLE, DT_INT64 -> Double.BYTES;
          case DT_BFLOAT16, DT_HALF -> Short.BYTES;
          case DT_UINT8, DT_INT8, DT_BOOL -> 1;
          default -> 0; // a handle
        };
  }

  private static double elements(TensorDescription tensor) {
    if (!tensor.hasShape()) {
      return 0;
    }
    double product = 1;
    for (TensorShapeProto.Dim dim : tensor.getShape().getDimList()) {
      product *= dim.getSize();
    }
    return product;
  }

  private static double last(TensorDescription tensor) {
    int rank = tensor.getShape().getDimCount();
    return rank == 0 ? 0 : tensor.getShape().getDim(rank - 1).getSize();
  }

  private static String dims(TensorDescription tensor) {
    return tensor.getShape().getDimList().stream()
        .map(TensorShapeProto.Dim::getSize)
        .toList()
        .toString();
  }
}
