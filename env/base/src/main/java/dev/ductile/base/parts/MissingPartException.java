package dev.ductile.base.parts;

import dev.ductile.base.ConfigurationException;
import java.util.Locale;
import java.util.Optional;

/** Something needs a part that is not on the class path. */
public final class MissingPartException extends ConfigurationException {
  private final Part part;

  MissingPartException(Part part, String archive) {
    super(
        String.format(
            Locale.ROOT,
            "%s is not here: ./ductile of a checkout fetches it (DUCTILE_PARTS=%s); other programs"
                + " need %s on the class path",
            part.meaning(),
            part.text(),
            archive));
    this.part = part;
  }

  /** What is missing. */
  public Part part() {
    return part;
  }

  /** The part for want of which something failed, if that was the reason. */
  public static Optional<Part> partMissedBy(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof MissingPartException missing) {
        return Optional.of(missing.part());
      }
    }
    return Optional.empty();
  }
}
