package dev.ductile.agent.dl4j.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.concurrency.AffinityManager.Location;
import org.nd4j.linalg.factory.Nd4j;

/** ND4J's buffers as seen by Java. */
public final class HostMemory {
  private HostMemory() {}

  /** The first elements of a buffer, without a copy; valid until the buffer is closed. */
  public static ByteBuffer bytes(DataBuffer buffer, long elements) {
    Pointer address = buffer.addressPointer();
    return new BytePointer(address)
        .capacity(elements * buffer.dataType().width())
        .asByteBuffer()
        .order(ByteOrder.nativeOrder());
  }

  /** Fetches what a device computed; nothing on a CPU. */
  public static void update(DataBuffer buffer) {
    Nd4j.getAffinityManager().ensureLocation(Nd4j.create(buffer, buffer.length()), Location.HOST);
  }
}
