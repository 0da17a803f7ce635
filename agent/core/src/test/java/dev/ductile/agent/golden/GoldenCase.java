package dev.ductile.agent.golden;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A golden case as its file says it. A field that is not known may change the numbers, so it is
 * refused; so is a value of the wrong type. Fields that only some cases need are null where the
 * file lacks them or says null.
 *
 * @param name of the case
 * @param kind {@code dqn}, {@code c51} or {@code qr}
 * @param loss of the temporal-difference error, {@code huber} or {@code mse}; {@code dqn} only
 * @param ln layer normalisation, {@code chw} or {@code channel}
 * @param heads outputs per action
 * @param vMin first atom
 * @param vMax last atom
 * @param kappa threshold of the quantile Huber loss
 * @param opt the update rule
 * @param decay RMSProp's
 * @param weightDecay AdamW's
 * @param l2 coefficient of Σθ² in the loss
 * @param maxGradNorm limit on the norm of all gradients together; {@code grad_l2} is before it
 * @param batch number of samples
 * @param actions one a sample; so are rewards, discounts and weights
 * @param qOnlineObs values [batch, actions]; so are the two other tables
 */
record GoldenCase(
    @JsonProperty("case") String name,
    String kind,
    String loss,
    @JsonProperty("double") Boolean doubleQ,
    Boolean dueling,
    String ln,
    Integer heads,
    Double vMin,
    Double vMax,
    Double kappa,
    String opt,
    Double lr,
    Double eps,
    Double decay,
    Double beta1,
    Double beta2,
    Double weightDecay,
    Double l2,
    Double maxGradNorm,
    Integer batch,
    List<Integer> actions,
    List<Double> rewards,
    List<Double> discounts,
    List<Double> weights,
    List<Update> updates,
    List<List<Double>> qOnlineObs,
    List<List<Double>> qTargetNextObs,
    List<List<Double>> qOnlineNextObs) {
  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  /** Requires what every case has, in tables of the batch's size; without weights they are 1. */
  GoldenCase {
    present("case", name);
    present("kind", kind);
    present("opt", opt);
    present("lr", lr);
    present("eps", eps);
    present("batch", batch);
    weights = weights == null ? Collections.nCopies(batch, 1.0) : weights;
    sized("actions", actions, batch);
    sized("rewards", rewards, batch);
    sized("discounts", discounts, batch);
    sized("weights", weights, batch);
    present("updates", updates);
    require(!updates.isEmpty(), "there are no updates");
    for (Update update : updates) {
      sized("per_sample_loss", update.perSampleLoss, batch);
      sized("abs_td_or_loss", update.absTdOrLoss, batch);
    }
    table("q_online_obs", qOnlineObs, qOnlineObs, batch);
    table("q_target_next_obs", qTargetNextObs, qOnlineObs, batch);
    table("q_online_next_obs", qOnlineNextObs, qOnlineObs, batch);
  }

  /**
   * What one update gives.
   *
   * @param loss of the batch, with the penalty
   * @param perSampleLoss without weights and penalty
   * @param absTdOrLoss |TD error| for {@code dqn}, the sample's loss for others
   * @param gradL2 norm of each parameter's gradient
   * @param gradSum sum of its elements; they cancel, so it is not compared
   * @param paramL2After norm of each parameter after the update
   * @param paramSumAfter sum of its elements, not compared either
   */
  record Update(
      Double loss,
      List<Double> perSampleLoss,
      List<Double> absTdOrLoss,
      Map<String, Double> gradL2,
      Map<String, Double> gradSum,
      Map<String, Double> paramL2After,
      Map<String, Double> paramSumAfter) {
    Update {
      present("loss", loss);
      present("grad_l2", gradL2);
      present("param_l2_after", paramL2After);
    }
  }

  /** Reads a file. */
  static GoldenCase read(Path file) {
    try {
      return MAPPER.readValue(file.toFile(), GoldenCase.class);
    } catch (IOException e) {
      throw new UncheckedIOException(file + ": " + e.getMessage(), e);
    }
  }

  /** Reads the text of a file. */
  static GoldenCase parse(String json) {
    try {
      return MAPPER.readValue(json, GoldenCase.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Number of actions: the width of the tables of values. */
  int actionCount() {
    return qOnlineObs.get(0).size();
  }

  /** Whether a switch is on; it is off where the file lacks it. */
  static boolean on(Boolean flag) {
    return flag != null && flag;
  }

  /** A number, or what stands in for it. */
  static double or(Double number, double otherwise) {
    return Optional.ofNullable(number).orElse(otherwise);
  }

  private static void present(String field, Object value) {
    require(value != null, "field '" + field + "' is missing");
  }

  private static void sized(String field, List<?> values, int size) {
    present(field, values);
    require(
        values.size() == size && !values.contains(null),
        "field '" + field + "' should hold " + size + " numbers, not " + values);
  }

  private static void table(
      String field, List<List<Double>> rows, List<List<Double>> like, int batch) {
    sized(field, rows, batch);
    rows.forEach(row -> sized(field, row, like.get(0).size()));
  }

  private static void require(boolean condition, String otherwise) {
    if (!condition) {
      throw new IllegalArgumentException("golden: " + otherwise);
    }
  }
}
