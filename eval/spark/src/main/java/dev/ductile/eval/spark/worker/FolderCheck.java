package dev.ductile.eval.spark.worker;

import org.apache.spark.api.java.function.Function;

/** A task that looks whether trials can run where it is. */
public final class FolderCheck implements Function<Integer, String> {
  private static final long serialVersionUID = 1;

  private final SharedFolder shared;

  /** A task. */
  public FolderCheck(SharedFolder shared) {
    this.shared = shared;
  }

  /** The reason why not in one line, or nothing. */
  @Override
  public String call(Integer number) {
    return shared.problem().orElse("");
  }
}
