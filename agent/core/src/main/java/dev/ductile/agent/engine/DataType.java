package dev.ductile.agent.engine;

/** Element types that cross the border of an engine. */
public enum DataType {
  /** IEEE 754 single precision. */
  FLOAT32(4),
  /** Signed. */
  INT32(4),
  /** Unsigned, 0 to 255: pixels. */
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
