package dev.ductile.eval.machine;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this computer is called in a network. */
public final class HostName {
  private HostName() {}

  /** Its name; {@code localhost} for one without. */
  public static String ofThisMachine() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
