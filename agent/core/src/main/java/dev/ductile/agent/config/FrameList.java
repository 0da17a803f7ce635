package dev.ductile.agent.config;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.ductile.base.Checks;
import dev.ductile.base.ConfigurationException;
import dev.ductile.base.NameLists;
import dev.ductile.base.Quantities;
import dev.ductile.base.WrittenList;
import java.util.List;

/** Emulator frames separated by commas: {@code 10M,50M}. */
public final class FrameList extends WrittenList<Long> {
  private static final String KEY = "run.keepCheckpointsAtFrames";

  private FrameList(String text, List<Long> all) {
    super(text, all);
  }

  /**
   * Reads a list.
   *
   * @param text whole numbers above 0, as {@link Quantities} reads them; blank for none
   * @throws ConfigurationException if one is none
   */
  @JsonCreator
  public static FrameList parse(String text) {
    Checks.present(KEY, text);
    return new FrameList(
        text, NameLists.parts(KEY, text).stream().map(FrameList::frames).sorted().toList());
  }

  private static long frames(String part) {
    try {
      long frames = Quantities.whole(part);
      if (frames >= 1) {
        return frames;
      }
      throw new NumberFormatException("is not above 0");
    } catch (NumberFormatException e) {
      throw new ConfigurationException(
          KEY + ": '" + part + "' " + e.getMessage() + "; write frames as 250k or 10M", e);
    }
  }

  /** The first of its frames above one and up to another; 0 for none. */
  public long within(long above, long upTo) {
    List<Long> frames = all();
    for (int i = 0; i < frames.size(); i++) {
      if (frames.get(i) > above && frames.get(i) <= upTo) {
        return frames.get(i);
      }
    }
    return 0;
  }

  @JsonValue
  @Override
  public String toString() {
    return super.toString();
  }
}
