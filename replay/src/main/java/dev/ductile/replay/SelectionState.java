package dev.ductile.replay;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What a way of sampling knows about the entries, besides which of them can be sampled. */
interface SelectionState {
  /** Uniform sampling knows nothing more. */
  SelectionState UNIFORM =
      new SelectionState() {
        @Override
        public void changed(int entry, boolean sampleable) {}

        @Override
        public String describe() {
          return "uniform";
        }

        @Override
        public void write(DataOutput out) {}

        @Override
        public void read(DataInput in) {}

        @Override
        public void checkInvariants(TransitionRing ring) {}
      };

  /**
   * Told whenever an entry starts or stops being sampleable.
   *
   * @param entry position of the entry in the memory, {@code 0…entries−1}
   * @param sampleable whether it may be sampled from now on
   */
  void changed(int entry, boolean sampleable);

  /** Kind and settings, compared on restore. */
  String describe();

  /** Writes everything. */
  void write(DataOutput out) throws IOException;

  /** Reads what {@link #write} wrote. */
  void read(DataInput in) throws IOException;

  /** Compares what is kept up to date incrementally with its definition. */
  void checkInvariants(TransitionRing ring);
}
