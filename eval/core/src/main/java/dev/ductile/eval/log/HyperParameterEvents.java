package dev.ductile.eval.log;

import java.time.Instant;
import java.util.Map;

/**
 * What TensorBoard's HPARAMS tab shows of a run: the messages of its plugin ({@code
 * plugins/hparams/plugin_data.proto}), a run's hyper-parameters at its start and how it ended. The
 * tab finds the metrics itself, among the run's curves.
 */
final class HyperParameterEvents {
  static final String START_TAG = "_hparams_/session_start_info";
  static final String END_TAG = "_hparams_/session_end_info";

  private static final String PLUGIN = "hparams";
  private static final int DATA_VERSION = 1;
  private static final int DATA_START = 3;
  private static final int DATA_END = 4;
  private static final int START_PARAMETERS = 1;
  private static final int START_GROUP = 4;
  private static final int START_SECONDS = 5;
  private static final int END_STATUS = 1;
  private static final int END_SECONDS = 2;
  private static final int SUCCESS = 1;
  private static final int ENTRY_KEY = 1;
  private static final int ENTRY_VALUE = 2;
  private static final int VALUE_NUMBER = 2;
  private static final int VALUE_STRING = 3;
  private static final int VALUE_BOOLEAN = 4;
  private static final int DATA_TYPE_FLOAT = 1;

  private HyperParameterEvents() {}

  /**
   * Metadata of the event at the start.
   *
   * @param group runs of equal groups stand in one row, as repetitions
   * @param parameters numbers, booleans, or anything else as text
   */
  static ProtobufMessage start(String group, Map<String, ?> parameters, Instant now) {
    ProtobufMessage start = new ProtobufMessage();
    parameters.forEach(
        (name, value) ->
            start.message(
                START_PARAMETERS,
                new ProtobufMessage().string(ENTRY_KEY, name).message(ENTRY_VALUE, value(value))));
    start.string(START_GROUP, group).doubleValue(START_SECONDS, now.getEpochSecond());
    return metadata(DATA_START, start);
  }

  /** Metadata of the event at the end of a run that was completed; the tab never forgets it. */
  static ProtobufMessage completed(Instant now) {
    return metadata(
        DATA_END,
        new ProtobufMessage()
            .int64(END_STATUS, SUCCESS)
            .doubleValue(END_SECONDS, now.getEpochSecond()));
  }

  private static ProtobufMessage value(Object value) {
    if (value instanceof Boolean truth) {
      return new ProtobufMessage().int64(VALUE_BOOLEAN, truth ? 1 : 0);
    }
    return value instanceof Number number
        ? new ProtobufMessage().doubleValue(VALUE_NUMBER, number.doubleValue())
        : new ProtobufMessage().string(VALUE_STRING, String.valueOf(value));
  }

  private static ProtobufMessage metadata(int field, ProtobufMessage info) {
    ProtobufMessage data = new ProtobufMessage().int64(DATA_VERSION, 0).message(field, info);
    return new ProtobufMessage()
        .message(1, new ProtobufMessage().string(1, PLUGIN).message(2, data));
  }

  /** The plugin's values have a tensor of no numbers. */
  static ProtobufMessage emptyTensor() {
    ProtobufMessage shape = new ProtobufMessage().message(2, new ProtobufMessage());
    return new ProtobufMessage().int64(1, DATA_TYPE_FLOAT).message(2, shape);
  }
}
