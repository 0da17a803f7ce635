package dev.ductile.eval.cli.options;

import dev.ductile.base.ConfigurationException;
import dev.ductile.eval.watch.WatchAddress;
import picocli.CommandLine.Option;

/** Where the page of runs is served. */
public final class ServingOptions {
  private static final int LAST_PORT = 65535;

  @Option(
      names = "--host",
      paramLabel = "HOST",
      description = {
        "Name or address of this machine under which others may see the page, such as 0.0.0.0 for"
            + " all; a random token in the printed address lets them in. Default: this machine"
            + " only."
      })
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port of the page. Default: 8710, or another that is free.")
  private Integer port;

  /** Whether anything was said. */
  public boolean given() {
    return host != null || port != null;
  }

  /**
   * The address.
   *
   * @throws ConfigurationException if there is no such port, or the host has no name
   */
  public WatchAddress address() {
    if (host != null && host.isBlank()) {
      throw new ConfigurationException("--host is empty: name an address, such as 0.0.0.0 for all");
    }
    if (port != null && (port < 1 || port > LAST_PORT)) {
      throw new ConfigurationException("--port " + port + " is not in 1 to " + LAST_PORT);
    }
    return new WatchAddress(host, port == null ? 0 : port);
  }
}
