package dev.ductile.agent.tensorflow.capi;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteBuffer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteTensor;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewBuffer;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewBufferFromString;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionRun;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorByteSize;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_TensorData;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.ductile.agent.engine.EngineException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Output;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.internal.c_api.TF_Tensor;
import org.tensorflow.proto.RunMetadata;
import org.tensorflow.proto.RunOptions;

/**
 * One prepared {@code TF_SessionRun}: feeds, fetches and targets laid out in native memory once.
 */
public final class NativeCall implements AutoCloseable {
  /** An output of an operation. */
  public record Port(TF_Operation operation, int index) {}

  /**
   * Operations run one after the other in the thread that calls: that spares handing each to
   * another thread, and lets two threads run two functions at the same time.
   */
  private static final int CALLING_THREAD = -1;

  /** Many small operations, each of which would wait for a second thread, share the threads. */
  private static final int SESSION_THREADS = 0;

  private final NativeSession session;
  private final String name;
  private final TF_Output feedPorts;
  private final PointerPointer<Pointer> feeds;
  private final int feedCount;
  private final int fetchCount;
  private final TF_Output fetchPorts;
  private final PointerPointer<Pointer> fetched;
  private final LongPointer fetchedAddresses;
  private final List<ByteBuffer> results;
  private final BytePointer[] resultPointers;
  private final PointerPointer<Pointer> targets;
  private final int targetCount;
  private final Handle handle = new Handle();
  private final TF_Status status = TF_NewStatus();
  private final TF_Buffer options;

  /** A tensor pointer that can be aimed again, so that reading results leaves no garbage. */
  private static final class Handle extends TF_Tensor {
    Handle() {
      super((Pointer) null);
    }

    Handle at(long address) {
      this.address = address;
      return this;
    }
  }

  /**
   * @param spread whether operations that do not wait for each other may run at the same time, on
   *     all threads of the session
   * @param results receive the fetched values of {@link #run}, in order; direct
   */
  public NativeCall(
      NativeSession session,
      String name,
      boolean spread,
      List<Port> feedPorts,
      List<NativeTensor> feedValues,
      List<Port> fetchPorts,
      List<ByteBuffer> results,
      List<TF_Operation> targets) {
    this.session = session;
    this.name = name;
    this.options =
        options(
            RunOptions.TraceLevel.NO_TRACE,
            spread && session.threads() > 1 ? SESSION_THREADS : CALLING_THREAD);
    this.feedCount = feedPorts.size();
    this.feedPorts = ports(feedPorts);
    this.feeds = new PointerPointer<>(Math.max(1, feedCount));
    for (int i = 0; i < feedCount; i++) {
      feeds.put(i, feedValues.get(i).handle());
    }
    this.fetchCount = fetchPorts.size();
    this.fetchPorts = ports(fetchPorts);
    this.fetched = new PointerPointer<>(Math.max(1, fetchPorts.size()));
    this.fetchedAddresses = new LongPointer(fetched);
    this.results = List.copyOf(results);
    this.resultPointers = results.stream().map(BytePointer::new).toArray(BytePointer[]::new);
    this.targetCount = targets.size();
    this.targets = new PointerPointer<>(Math.max(1, targetCount));
    for (int i = 0; i < targetCount; i++) {
      this.targets.put(i, targets.get(i));
    }
  }

  private static TF_Buffer options(RunOptions.TraceLevel level, int pool) {
    byte[] bytes =
        RunOptions.newBuilder()
            .setInterOpThreadPool(pool)
            .setTraceLevel(level)
            .build()
            .toByteArray();
    try (BytePointer serialised = new BytePointer(bytes)) {
      return TF_NewBufferFromString(serialised, bytes.length);
    }
  }

  private static TF_Output ports(List<Port> ports) {
    TF_Output array = new TF_Output(Math.max(1, ports.size()));
    for (int i = 0; i < ports.size(); i++) {
      array.position(i).oper(ports.get(i).operation()).index(ports.get(i).index());
    }
    return array.position(0);
  }

  /** Runs the targets with what is fed now; fetched values are in the results thereafter. */
  public void run() {
    execute(options, null);
    takeResults();
  }

  /**
   * As {@link #run} in the calling thread, and what TensorFlow noted of each operation meanwhile.
   */
  public RunMetadata trace() {
    TF_Buffer full = options(RunOptions.TraceLevel.FULL_TRACE, CALLING_THREAD);
    TF_Buffer noted = TF_NewBuffer();
    try {
      execute(full, noted);
      takeResults();
      byte[] bytes = new byte[Math.toIntExact(noted.length())];
      try (BytePointer data = new BytePointer(noted.data())) {
        data.capacity(bytes.length).get(bytes);
      }
      return RunMetadata.parseFrom(bytes);
    } catch (InvalidProtocolBufferException e) {
      throw new EngineException("TensorFlow's step statistics cannot be read: " + e, e);
    } finally {
      TF_DeleteBuffer(noted);
      TF_DeleteBuffer(full);
    }
  }

  private void takeResults() {
    for (int i = 0; i < resultPointers.length; i++) {
      TF_Tensor tensor = handle.at(fetchedAddresses.get(i));
      Pointer.memcpy(resultPointers[i], TF_TensorData(tensor), results.get(i).capacity());
      TF_DeleteTensor(tensor);
    }
  }

  /** Runs a call without result buffers and copies what it fetched straight to where it goes. */
  public void runInto(List<FloatBuffer> into) {
    execute(options, null);
    for (int i = 0; i < into.size(); i++) {
      TF_Tensor tensor = handle.at(fetchedAddresses.get(i));
      try (BytePointer data = new BytePointer(TF_TensorData(tensor))) {
        data.capacity(TF_TensorByteSize(tensor));
        into.get(i).put(data.asByteBuffer().order(ByteOrder.nativeOrder()).asFloatBuffer());
      } finally {
        TF_DeleteTensor(tensor);
      }
    }
  }

  private void execute(TF_Buffer how, TF_Buffer notes) {
    TF_SessionRun(
        session.handle(),
        how,
        feedPorts,
        feeds,
        feedCount,
        fetchPorts,
        fetched,
        fetchCount,
        targets,
        targetCount,
        notes,
        status);
    NativeSession.check(status, "run '" + name + "'");
  }

  @Override
  public void close() {
    feedPorts.close();
    feeds.close();
    fetchPorts.close();
    fetched.close();
    targets.close();
    TF_DeleteBuffer(options);
    TF_DeleteStatus(status);
  }
}
