package dev.ductile.agent.engine;

/** Element types that cross the border of an engine. */
public enum DataType {
  FLOAT32(4),
  INT32(4),
  UINT8(1),
  /** Only inside a graph: results of comparisons. */
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes of one element. */
  public int bytes() {
    return bytes;
  }
}
