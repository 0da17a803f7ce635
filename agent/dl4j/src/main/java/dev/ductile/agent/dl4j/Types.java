package dev.ductile.agent.dl4j;

import dev.ductile.agent.engine.DataType;

/** Element types in ND4J's words. */
final class Types {
  private Types() {}

  /** How a type is stored: truth values are float32 0 and 1, which spares conversions. */
  static org.nd4j.linalg.api.buffer.DataType stored(DataType type) {
    return switch (type) {
      case FLOAT32, BOOL -> org.nd4j.linalg.api.buffer.DataType.FLOAT;
      case INT32 -> org.nd4j.linalg.api.buffer.DataType.INT;
      case UINT8 -> org.nd4j.linalg.api.buffer.DataType.UINT8;
    };
  }
}
