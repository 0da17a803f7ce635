package dev.ductile.eval.log;

import dev.ductile.base.files.OutputException;
import dev.ductile.eval.machine.HostName;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes TensorBoard event files: TFRecord frames around {@code Event} messages (public formats of
 * TensorFlow's {@code event.proto}, {@code summary.proto} and {@code tensor.proto}). Each event
 * reaches the operating system at once, so TensorBoard can follow a running training and a killed
 * one loses nothing. The step is whatever the caller counts in (here: frames). Not thread-safe.
 */
public final class TensorBoardWriter implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(TensorBoardWriter.class);
  private static final Pattern FILE_NAME =
      Pattern.compile("events\\.out\\.tfevents\\.(\\d{1,12})\\..*");

  // Field numbers of the public message definitions.
  private static final int EVENT_WALL_TIME = 1;
  private static final int EVENT_STEP = 2;
  private static final int EVENT_FILE_VERSION = 3;
  private static final int EVENT_SUMMARY = 5;
  private static final int EVENT_SESSION_LOG = 7;
  private static final int SESSION_LOG_STATUS = 1;
  private static final int SESSION_START = 1;
  private static final int SUMMARY_VALUE = 1;
  private static final int VALUE_TAG = 1;
  private static final int VALUE_SIMPLE = 2;
  private static final int VALUE_TENSOR = 8;
  private static final int VALUE_METADATA = 9;
  private static final int METADATA_DESCRIPTION = 3;
  private static final int DATA_TYPE_STRING = 7;
  private static final int DATA_CLASS_TENSOR = 2;

  private final Path file;
  private final FileChannel channel;
  private final Clock clock;
  private final Map<String, String> descriptions = new HashMap<>();
  private long byteOffset;

  private TensorBoardWriter(Path file, FileChannel channel, Clock clock) {
    this.file = file;
    this.channel = channel;
    this.clock = clock;
  }

  /**
   * Starts an event file in a run's folder.
   *
   * @throws OutputException if it cannot be written
   */
  public static TensorBoardWriter create(Path folder) {
    return create(folder, Clock.systemUTC());
  }

  /**
   * Starts a further event file for a run that goes on from {@code step}. TensorBoard then drops
   * what the earlier files say about this step and later ones.
   *
   * <p>Its Python loader takes the first mark of a run for its beginning, and only later ones for
   * restarts. A new run is marked for that; two marks here serve runs whose first file has none.
   *
   * @throws OutputException if it cannot be written
   */
  public static TensorBoardWriter resume(Path folder, long step) {
    return resume(folder, step, Clock.systemUTC());
  }

  static TensorBoardWriter resume(Path folder, long step, Clock clock) {
    TensorBoardWriter writer = open(folder, clock);
    writer.markStart(step);
    writer.markStart(step);
    return writer;
  }

  static TensorBoardWriter create(Path folder, Clock clock) {
    TensorBoardWriter writer = open(folder, clock);
    writer.markStart(0);
    return writer;
  }

  private void markStart(long step) {
    ProtobufMessage start = new ProtobufMessage().int64(SESSION_LOG_STATUS, SESSION_START);
    append(event(step).message(EVENT_SESSION_LOG, start));
  }

  private static TensorBoardWriter open(Path folder, Clock clock) {
    try {
      // TensorBoard reads the files of a folder in the order of their names.
      for (long seconds = Math.max(clock.instant().getEpochSecond(), lastSeconds(folder) + 1);
          ;
          seconds++) {
        Path file =
            folder.resolve("events.out.tfevents." + seconds + "." + HostName.ofThisMachine());
        try {
          FileChannel channel =
              FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          TensorBoardWriter writer = new TensorBoardWriter(file, channel, clock);
          writer.append(writer.event(0).string(EVENT_FILE_VERSION, "brain.Event:2"));
          return writer;
        } catch (FileAlreadyExistsException e) {
          log.debug("{} exists, taking the next name", file);
        }
      }
    } catch (IOException e) {
      throw OutputException.cannotWrite(folder, e);
    }
  }

  /** The event file. */
  Path file() {
    return file;
  }

  /**
   * Says what a tag's numbers are, before the first of them; TensorBoard shows it beside the curve.
   */
  public void describe(String tag, String text) {
    descriptions.put(tag, text);
  }

  /** Writes one number. NaN and the infinities are kept; TensorBoard marks them. */
  public void scalar(String tag, long step, double value) {
    scalars(step, Map.of(tag, value));
  }

  /**
   * Writes several numbers of one step as one event. TensorBoard's default loader keeps the last
   * number of a tag at a step; see {@link StepMeans}.
   *
   * @param values tag to value; stored as 32-bit floats
   */
  public void scalars(long step, Map<String, ? extends Number> values) {
    ProtobufMessage summary = new ProtobufMessage();
    values.forEach(
        (tag, value) ->
            summary.message(
                SUMMARY_VALUE, tagged(tag).floatValue(VALUE_SIMPLE, value.floatValue())));
    append(event(step).message(EVENT_SUMMARY, summary));
  }

  /** A value's beginning; TensorBoard takes the description from a tag's first one. */
  private ProtobufMessage tagged(String tag) {
    ProtobufMessage value = new ProtobufMessage().string(VALUE_TAG, tag);
    String description = descriptions.remove(tag);
    return description == null
        ? value
        : value.message(
            VALUE_METADATA, new ProtobufMessage().string(METADATA_DESCRIPTION, description));
  }

  /** Writes a text, which TensorBoard shows as Markdown. */
  public void text(String tag, long step, String markdown) {
    ProtobufMessage shape = new ProtobufMessage().message(2, new ProtobufMessage().int64(1, 1));
    ProtobufMessage tensor =
        new ProtobufMessage().int64(1, DATA_TYPE_STRING).message(2, shape).string(8, markdown);
    ProtobufMessage metadata =
        new ProtobufMessage()
            .message(1, new ProtobufMessage().string(1, "text"))
            .int64(4, DATA_CLASS_TENSOR);
    ProtobufMessage value =
        new ProtobufMessage()
            .string(VALUE_TAG, tag)
            .message(VALUE_METADATA, metadata)
            .message(VALUE_TENSOR, tensor);
    append(event(step).message(EVENT_SUMMARY, new ProtobufMessage().message(SUMMARY_VALUE, value)));
  }

  /**
   * Writes a run's hyper-parameters for the tab that compares runs.
   *
   * @param group runs of equal groups stand in one row, as repetitions
   * @param parameters numbers, booleans, or anything else as text
   */
  public void hyperParameters(String group, Map<String, ?> parameters) {
    plugin(
        HyperParameterEvents.START_TAG,
        0,
        HyperParameterEvents.start(group, parameters, clock.instant()));
  }

  /** Writes for that tab that the run was completed. */
  public void completed(long step) {
    plugin(HyperParameterEvents.END_TAG, step, HyperParameterEvents.completed(clock.instant()));
  }

  private void plugin(String tag, long step, ProtobufMessage metadata) {
    ProtobufMessage value =
        new ProtobufMessage()
            .string(VALUE_TAG, tag)
            .message(VALUE_METADATA, metadata)
            .message(VALUE_TENSOR, HyperParameterEvents.emptyTensor());
    append(event(step).message(EVENT_SUMMARY, new ProtobufMessage().message(SUMMARY_VALUE, value)));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw OutputException.cannotWrite(file, e);
    }
  }

  private ProtobufMessage event(long step) {
    Instant now = clock.instant();
    return new ProtobufMessage()
        .doubleValue(EVENT_WALL_TIME, now.getEpochSecond() + now.getNano() * 1e-9)
        .int64(EVENT_STEP, step);
  }

  private void append(ProtobufMessage event) {
    ByteBuffer record = EventRecords.frame(event.toBytes());
    long end = byteOffset + record.remaining();
    try {
      while (record.hasRemaining()) {
        channel.write(record);
      }
      byteOffset = end;
    } catch (IOException e) {
      cutAfterFailure();
      throw OutputException.cannotWrite(file, e);
    }
  }

  /** A torn record would hide every later one from TensorBoard. */
  private void cutAfterFailure() {
    try {
      channel.truncate(byteOffset);
    } catch (IOException e) {
      log.debug("Could not cut an unfinished record off {}: {}", file, e.toString());
    }
  }

  private static long lastSeconds(Path folder) throws IOException {
    long last = -1;
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "events.out.tfevents.*")) {
      for (Path existing : files) {
        Matcher name = FILE_NAME.matcher(existing.getFileName().toString());
        if (name.matches()) {
          last = Math.max(last, Long.parseLong(name.group(1)));
        }
      }
    }
    return last;
  }
}
