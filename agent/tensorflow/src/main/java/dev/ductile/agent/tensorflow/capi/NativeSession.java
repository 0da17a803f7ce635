package dev.ductile.agent.tensorflow.capi;

import static org.tensorflow.internal.c_api.global.tensorflow.TF_CloseSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteDeviceList;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteImportGraphDefOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeleteStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListCount;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_DeviceListType;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GetCode;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphImportGraphDef;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_GraphOperationByName;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_ImportGraphDefOptionsSetDefaultDevice;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_Message;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewBufferFromString;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewGraph;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewImportGraphDefOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSession;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewSessionOptions;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_NewStatus;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_OK;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SessionListDevices;
import static org.tensorflow.internal.c_api.global.tensorflow.TF_SetConfig;

import dev.ductile.agent.engine.EngineException;
import dev.ductile.agent.engine.NativeMessages;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.BytePointer;
import org.tensorflow.internal.c_api.TF_Buffer;
import org.tensorflow.internal.c_api.TF_DeviceList;
import org.tensorflow.internal.c_api.TF_Graph;
import org.tensorflow.internal.c_api.TF_ImportGraphDefOptions;
import org.tensorflow.internal.c_api.TF_Operation;
import org.tensorflow.internal.c_api.TF_Session;
import org.tensorflow.internal.c_api.TF_SessionOptions;
import org.tensorflow.internal.c_api.TF_Status;
import org.tensorflow.proto.ConfigProto;
import org.tensorflow.proto.GraphDef;

/** A TensorFlow graph and session of our own, seen through the C interface. */
public final class NativeSession implements AutoCloseable {
  private final TF_Status status = TF_NewStatus();
  private final TF_Graph graph = TF_NewGraph();
  private final TF_Session session;
  private final int threads;
  private boolean closed;

  /** A device as TensorFlow names it, and its type, for example {@code GPU}. */
  public record Device(String name, String type) {}

  /**
   * Opens a session.
   *
   * @param device where operations run that can; empty for TensorFlow's own choice
   */
  public NativeSession(GraphDef definition, ConfigProto config, String device) {
    threads = config.getInterOpParallelismThreads();
    importGraph(definition, device);
    TF_SessionOptions options = TF_NewSessionOptions();
    byte[] bytes = config.toByteArray();
    try (BytePointer serialised = new BytePointer(bytes)) {
      TF_SetConfig(options, serialised, bytes.length, status);
      check("configure a session");
      session = TF_NewSession(graph, options, status);
      check("open a session");
    } finally {
      TF_DeleteSessionOptions(options);
    }
  }

  private void importGraph(GraphDef definition, String device) {
    byte[] bytes = definition.toByteArray();
    TF_ImportGraphDefOptions options = TF_NewImportGraphDefOptions();
    if (!device.isEmpty()) {
      TF_ImportGraphDefOptionsSetDefaultDevice(options, device);
    }
    try (BytePointer serialised = new BytePointer(bytes);
        TF_Buffer buffer = TF_NewBufferFromString(serialised, bytes.length)) {
      TF_GraphImportGraphDef(graph, buffer, options, status);
      check("import the graph");
    } finally {
      TF_DeleteImportGraphDefOptions(options);
    }
  }

  /**
   * An operation of the graph.
   *
   * @throws IllegalStateException if there is none of this name
   */
  public TF_Operation operation(String name) {
    TF_Operation operation = TF_GraphOperationByName(graph, name);
    if (operation == null || operation.isNull()) {
      throw new IllegalStateException("no operation '" + name + "' in the graph");
    }
    return operation;
  }

  /** All devices of this session. */
  public List<Device> devices() {
    TF_DeviceList list = TF_SessionListDevices(session, status);
    check("list devices");
    try {
      List<Device> devices = new ArrayList<>();
      for (int i = 0; i < TF_DeviceListCount(list); i++) {
        devices.add(
            new Device(
                TF_DeviceListName(list, i, status).getString(),
                TF_DeviceListType(list, i, status).getString()));
      }
      return devices;
    } finally {
      TF_DeleteDeviceList(list);
    }
  }

  /** Threads that operations of a call can be spread over. */
  public int threads() {
    return threads;
  }

  /** As the C interface knows it. */
  public TF_Session handle() {
    if (closed) {
      throw new IllegalStateException("the program is closed");
    }
    return session;
  }

  private void check(String what) {
    check(status, what);
  }

  /** Turns a native failure into one line. */
  public static void check(TF_Status status, String what) {
    if (TF_GetCode(status) != TF_OK) {
      throw failure(what, TF_Message(status).getString());
    }
  }

  /** Likewise, from the message alone. */
  public static EngineException failure(String what, String message) {
    return new EngineException(
        "TensorFlow could not " + what + ": " + NativeMessages.explain(message));
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    TF_CloseSession(session, status);
    TF_DeleteSession(session, status);
    TF_DeleteGraph(graph);
    TF_DeleteStatus(status);
  }
}
