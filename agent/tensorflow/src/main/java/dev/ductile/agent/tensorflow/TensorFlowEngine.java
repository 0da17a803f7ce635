package dev.ductile.agent.tensorflow;

import dev.ductile.agent.engine.CpuFeatures;
import dev.ductile.agent.engine.Engine;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.EngineLibraries;
import dev.ductile.agent.engine.EngineSettings;
import dev.ductile.agent.engine.FunctionSignature;
import dev.ductile.agent.engine.GraphDefinition;
import dev.ductile.agent.engine.Program;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** Engine {@code tensorflow}. */
public final class TensorFlowEngine implements Engine {
  private static final Logger LOG = LoggerFactory.getLogger(TensorFlowEngine.class);

  private final boolean pruned;

  /** The engine of every run. */
  public TensorFlowEngine() {
    this(false);
  }

  /**
   * As for runs, or so that many small learners are asked for many things quickly: TensorFlow
   * otherwise rewrites the whole graph again for every set of variables that is read.
   *
   * @param pruned whether a call is planned without what only other calls need, which takes other
   *     rewrites for some graphs: the same numbers, not the same bits
   */
  TensorFlowEngine(boolean pruned) {
    this.pruned = pruned;
  }

  @Override
  public String name() {
    return "tensorflow";
  }

  @Override
  public String description() {
    prepare();
    return "TensorFlow " + TensorFlow.version();
  }

  @Override
  public String kernels() {
    return OneDnn.on() ? "oneDNN" : "own";
  }

  @Override
  public Runnable loading(int threads) {
    prepare();
    return () -> {
      NativeLog.hush(threads);
      TensorFlow.version();
    };
  }

  @Override
  public List<String> devices() {
    prepare();
    List<String> devices = new ArrayList<>(List.of("cpu"));
    for (int gpu = 0; gpu < GpuList.get(0).size(); gpu++) {
      devices.add("gpu:" + gpu);
    }
    return devices;
  }

  @Override
  public Program compile(GraphDefinition definition, EngineSettings settings) {
    prepare();
    int threads = settings.threads();
    NativeLog.hush(threads);
    DeviceChoice device =
        DeviceChoice.of(settings.device(), () -> GpuList.get(threads), CudaLibraries::whyNone);
    if (device.isGpu() && settings.bfloat16()) {
      throw new EngineException(
          "run.bfloat16 is for the CPU; on a GPU set NVIDIA_TF32_OVERRIDE=1 to compute faster and"
              + " less exactly");
    }
    if (!settings.device().equals("cpu")) {
      LOG.info("device {}: networks run on {}", settings.device(), device);
    }
    boolean bfloat16 = settings.bfloat16() && Bfloat16.isComputed();
    return PlainDigits.during(
        () -> {
          TfKernels kernels = new TfKernels(!device.isGpu(), bfloat16);
          try (TfGraphBuilder graph = new TfGraphBuilder(kernels)) {
            definition.define(graph);
            ConfigProto.Builder config = config(threads, device).toBuilder();
            config.getGraphOptionsBuilder().setPlacePrunedGraph(pruned);
            TfProgram program = new TfProgram(graph, config.build(), device);
            if (bfloat16 && !program.bfloat16() && !graph.variables().isEmpty()) {
              Bfloat16.sayNothingIsRounded();
            }
            return program;
          }
        });
  }

  /**
   * The graph of one function in operations that every build of TensorFlow has, for other programs.
   *
   * @param graph with a {@code VarHandleOp} for each variable, whose {@code shared_name} is its
   *     name
   * @param inputs operation of each input, by its name
   * @param outputs operation of each output, by its name
   */
  public record PortableGraph(
      GraphDef graph, Map<String, String> inputs, Map<String, String> outputs) {}

  /** Builds the graph of a definition's function; nothing is compiled. */
  public static PortableGraph portable(GraphDefinition definition, String function) {
    prepare();
    return PlainDigits.during(
        () -> {
          try (TfGraphBuilder graph = new TfGraphBuilder(new TfKernels(false, false))) {
            definition.define(graph);
            FunctionSignature<TfTensor> signature = graph.functions().get(function).signature();
            return new PortableGraph(
                graph.graph().toGraphDef(),
                operations(signature.inputs()),
                operations(signature.outputs()));
          }
        });
  }

  private static Map<String, String> operations(Map<String, TfTensor> tensors) {
    Map<String, String> names = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> names.put(name, tensor.output().op().name()));
    return names;
  }

  /** Nothing of TensorFlow may be touched before this. */
  private static void prepare() {
    requireCpu(CpuFeatures.ofThisMachine());
    OneDnn.on();
    EngineLibraries.prepare("TensorFlow", "tensorflow-core-native-", "cuda-");
  }

  /**
   * TensorFlow's libraries are built for AVX: without it loading them ends the process (seen in an
   * emulated Nehalem; Sandy Bridge, which has AVX but not AVX2, loads them).
   *
   * @throws EngineException one line that names the other engine
   */
  static void requireCpu(CpuFeatures cpu) {
    cpu.require(
        "TensorFlow",
        List.of("avx"),
        "use --engine dl4j, built with DUCTILE_MAVEN_ARGS=-Dnd4j.classifier=linux-x86_64-onednn");
  }

  static ConfigProto config(int threads, DeviceChoice device) {
    ConfigProto.Builder config =
        ConfigProto.newBuilder()
            .setIntraOpParallelismThreads(threads)
            .setInterOpParallelismThreads(device.isGpu() ? 1 : threads)
            .setUsePerSessionThreads(true);
    if (device.isGpu()) {
      // Operations without a GPU kernel run on the CPU.
      config.setAllowSoftPlacement(true).setGpuOptions(GpuList.sharing());
    } else {
      config.putDeviceCount("GPU", 0);
    }
    return config.build();
  }
}
