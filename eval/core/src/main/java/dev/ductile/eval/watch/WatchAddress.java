package dev.ductile.eval.watch;

import dev.ductile.base.files.OutputException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Set;

/**
 * Where the page is served.
 *
 * @param host name or address of an interface of this machine; null for the loopback
 * @param port TCP port; 0 for 8710, or any other if that is taken
 */
public record WatchAddress(String host, int port) {
  /** The port that is tried first. */
  static final int USUAL_PORT = 8710;

  private static final int TOKEN_BYTES = 16;

  /** Whether only this machine can reach it. */
  boolean isLoopback() {
    return address().isLoopbackAddress();
  }

  /** The interface. */
  InetAddress address() {
    try {
      return host == null ? InetAddress.getByName("127.0.0.1") : InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new OutputException("--host " + host + " is no name or address of this machine", e);
    }
  }

  InetSocketAddress socket(int chosenPort) {
    return new InetSocketAddress(address(), chosenPort);
  }

  /** A new token where others could reach the page; else null. */
  String newToken() {
    if (isLoopback()) {
      return null;
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  /** Names under which this machine may be asked, beside addresses. */
  Set<String> names() {
    Set<String> names = new HashSet<>();
    if (host != null) {
      names.add(host.toLowerCase(Locale.ROOT));
    }
    try {
      names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (UnknownHostException e) {
      return names; // a machine without a name is asked by its address
    }
    return names;
  }

  /** Host and port as they stand in an address. */
  String place(int boundPort) {
    String name = host == null ? "127.0.0.1" : host;
    if (name.indexOf(':') >= 0 && !name.startsWith("[")) {
      name = "[" + name + "]";
    }
    return name + ":" + boundPort;
  }

  /** What is typed into a browser. */
  String url(int boundPort, String token) {
    String place = place(boundPort);
    if (address().isAnyLocalAddress()) {
      place =
          names().stream()
              .filter(each -> !each.equals(host))
              .findFirst()
              .map(name -> name + ":" + boundPort)
              .orElse(place);
    }
    return "http://" + place + "/" + (token == null ? "" : "?token=" + token);
  }
}
