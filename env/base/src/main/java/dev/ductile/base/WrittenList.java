package dev.ductile.base;

import java.util.List;

/**
 * A list that somebody wrote as text. It is read once and keeps the text, by which it is equal to
 * others and which files get back as it was.
 */
public abstract class WrittenList<T> {
  private final String text;
  private final List<T> all;

  /**
   * Makes one.
   *
   * @param all what the text says
   */
  protected WrittenList(String text, List<T> all) {
    this.text = text;
    this.all = List.copyOf(all);
  }

  /** What it says, in order. */
  public final List<T> all() {
    return all;
  }

  /** Whether it says nothing. */
  public final boolean isEmpty() {
    return all.isEmpty();
  }

  @Override
  public final boolean equals(Object other) {
    return other != null
        && other.getClass() == getClass()
        && ((WrittenList<?>) other).text.equals(text);
  }

  @Override
  public final int hashCode() {
    return text.hashCode();
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
