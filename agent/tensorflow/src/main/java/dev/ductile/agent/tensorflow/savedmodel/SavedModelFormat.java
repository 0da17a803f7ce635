package dev.ductile.agent.tensorflow.savedmodel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.exchange.NetworkFormat;
import dev.ductile.agent.exchange.SampledValues;
import dev.ductile.agent.learner.Learner;
import dev.ductile.agent.learner.LearnerSpec;
import dev.ductile.agent.learner.PlayedNetwork;
import dev.ductile.agent.network.Parameter;
import dev.ductile.agent.tensorflow.TensorFlowEngine;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.files.AtomicFiles;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.tensorflow.TensorFlow;
import org.tensorflow.proto.DataType;
import org.tensorflow.proto.GraphDef;
import org.tensorflow.proto.MetaGraphDef;
import org.tensorflow.proto.SavedModel;
import org.tensorflow.proto.SignatureDef;
import org.tensorflow.proto.TensorInfo;

/**
 * Format {@code savedmodel}: a folder with TensorFlow's {@code saved_model.pb}, in which parameters
 * are constants, for batches of any size; what it is stands in {@code assets.extra/ductile.json}.
 */
public final class SavedModelFormat implements NetworkFormat {
  private static final String TAG = "serve";
  private static final String SIGNATURE = "serving_default";
  private static final String METHOD = "tensorflow/serving/predict";

  @Override
  public String name() {
    return "savedmodel";
  }

  @Override
  public void write(Learner learner, Map<String, String> about, Path out) {
    LearnerSpec spec = learner.spec();
    TensorFlowEngine.PortableGraph built =
        TensorFlowEngine.portable(
            new PlayedNetwork(spec, AnyBatch.BUILT_FOR), PlayedNetwork.FUNCTION);
    Map<String, Parameter> parameters = new HashMap<>();
    learner.playedParameters().forEach(p -> parameters.put(PlayedNetwork.variable(p.name()), p));
    GraphDef frozen =
        FrozenGraph.of(
            built.graph(),
            built.outputs().values(),
            (node, variable) -> {
              Parameter p = parameters.get(variable);
              return Nodes.constant(node, p.shape().dims(), learner.read(p.variable()));
            });
    String input = built.inputs().get(PlayedNetwork.OBSERVATIONS);
    GraphDef graph = AnyBatch.of(frozen, input);
    check(learner, graph, input, built.outputs().get(PlayedNetwork.VALUES));
    Map<String, String> facts = new LinkedHashMap<>(about);
    facts.put("parametersSha256", learner.parametersSha256());
    AtomicFiles.write(
        out.resolve("assets.extra").resolve("ductile.json"),
        new JsonMapper().valueToTree(facts).toPrettyString() + "\n");
    byte[] model = model(spec, graph, built).toByteArray();
    AtomicFiles.write(out.resolve("saved_model.pb"), model);
  }

  /** What is written gives the learner's values, in batches of one and of more. */
  private static void check(Learner learner, GraphDef graph, String input, String output) {
    SampledValues samples = SampledValues.of(learner).requireNumbers();
    double tolerance = SampledValues.tolerance(learner.bfloat16());
    try (GraphValues values = new GraphValues(graph, input, output)) {
      for (int batch : new int[] {1, SampledValues.COUNT}) {
        float[] found = values.of(samples.images(), learner.spec().images(batch));
        String difference = samples.difference(found, tolerance);
        if (!difference.isEmpty()) {
          throw new EngineException(
              "this agent cannot be written as a SavedModel: for a sampled observation "
                  + difference);
        }
      }
    }
  }

  private static SavedModel model(
      LearnerSpec spec, GraphDef graph, TensorFlowEngine.PortableGraph names) {
    int[] images = spec.images(1).dims();
    images[0] = -1;
    SignatureDef.Builder signature = SignatureDef.newBuilder().setMethodName(METHOD);
    names
        .inputs()
        .forEach((name, node) -> signature.putInputs(name, info(node, DataType.DT_UINT8, images)));
    names
        .outputs()
        .forEach(
            (name, node) ->
                signature.putOutputs(
                    name,
                    name.equals(PlayedNetwork.VALUES)
                        ? info(node, DataType.DT_FLOAT, -1, spec.actions())
                        : info(node, DataType.DT_FLOAT, -1, spec.actions(), -1)));
    MetaGraphDef.MetaInfoDef.Builder meta =
        MetaGraphDef.MetaInfoDef.newBuilder()
            .addTags(TAG)
            .setTensorflowVersion(TensorFlow.version());
    return SavedModel.newBuilder()
        .setSavedModelSchemaVersion(1)
        .addMetaGraphs(
            MetaGraphDef.newBuilder()
                .setMetaInfoDef(meta)
                .setGraphDef(graph)
                .putSignatureDef(SIGNATURE, signature.build()))
        .build();
  }

  private static TensorInfo info(String node, DataType type, int... dims) {
    return TensorInfo.newBuilder()
        .setName(node + ":0")
        .setDtype(type)
        .setTensorShape(Nodes.shape(dims))
        .build();
  }

  @Override
  public void read(Path file, Learner learner) {
    throw new ConfigurationException(
        "format savedmodel is for export only: import what export --format safetensors wrote");
  }
}
