package dev.ductile.eval.watch;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may ask what. Pages only look: GET and HEAD. The name under which this machine is addressed
 * must be one of its own, or else a page elsewhere could have the browser ask here under a name
 * that it made point here (DNS rebinding). Off the loopback a token is needed, in the first address
 * or in the cookie that it is exchanged for.
 */
final class RequestGate {
  private static final Pattern ADDRESS = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern ADDRESS_6 = Pattern.compile("\\[[0-9a-f:.%a-z0-9]+\\]");
  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
  private static final String COOKIE = "ductile-watch";

  private final Set<String> names;
  private final String token;

  /**
   * @param names further names of this machine, lower case
   * @param token needed from everybody; null on the loopback
   */
  RequestGate(Set<String> names, String token) {
    this.names = Set.copyOf(names);
    this.token = token;
  }

  /** The status with which a request is refused; 0 if it is let in. */
  int refusal(HttpExchange exchange) {
    String method = exchange.getRequestMethod();
    if (!method.equals("GET") && !method.equals("HEAD")) {
      return 405;
    }
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    if (hosts.size() != 1 || !isOurs(hosts.get(0))) {
      return 403;
    }
    return token == null || hasCookie(exchange) || bringsToken(exchange) ? 0 : 403;
  }

  /** What a refused person is told; no more than what anybody may know. */
  static String reason(int refusal) {
    return refusal == 405
        ? "refused: this page only shows, it takes GET and HEAD"
        : "refused: open the address that Ductile printed, with its token if there is one";
  }

  private boolean isOurs(String host) {
    String name = host.toLowerCase(Locale.ROOT).replaceFirst(":[0-9]{1,5}$", "");
    if (LOOPBACK.contains(name)) {
      return true;
    }
    // An address is no name that somebody else could have pointed here.
    boolean isAddress = ADDRESS.matcher(name).matches() || ADDRESS_6.matcher(name).matches();
    return token != null && (isAddress || names.contains(name));
  }

  /** Whether the address holds the right token, which is exchanged for a cookie then. */
  boolean bringsToken(HttpExchange exchange) {
    String query = exchange.getRequestURI().getRawQuery();
    return token != null
        && query != null
        && exchange.getRequestURI().getRawPath().equals("/")
        && query.startsWith("token=")
        && isToken(query.substring("token=".length()));
  }

  /**
   * What {@code Set-Cookie} says. Cookies count for all ports of a machine, so it names its own.
   */
  String cookie(int port) {
    return COOKIE + "-" + port + "=" + token + "; HttpOnly; SameSite=Strict; Path=/";
  }

  private boolean hasCookie(HttpExchange exchange) {
    String name = COOKIE + "-" + exchange.getLocalAddress().getPort() + "=";
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Pattern.compile("; *").splitAsStream(line))
        .anyMatch(each -> each.startsWith(name) && isToken(each.substring(name.length())));
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(
        given.getBytes(StandardCharsets.UTF_8), token.getBytes(StandardCharsets.UTF_8));
  }
}
