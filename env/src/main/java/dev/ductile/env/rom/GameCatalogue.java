package dev.ductile.env.rom;

import dev.ductile.env.ConfigurationException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The games that libale 0.7.3 plays, each with the MD5 of the ROM version it supports. The table is
 * the resource {@code games.csv}; the built-in game is found by name too, and is not part of {@link
 * #all()}.
 */
public final class GameCatalogue {
  private static final Map<String, Game> BY_NAME = load();
  private static final Map<String, Game> BY_MD5 =
      BY_NAME.values().stream().collect(Collectors.toUnmodifiableMap(Game::md5, g -> g));

  private GameCatalogue() {}

  /**
   * Every third-party game, in alphabetical order.
   *
   * @return the games
   */
  public static List<Game> all() {
    return List.copyOf(BY_NAME.values());
  }

  /**
   * A game by the MD5 of its ROM.
   *
   * @param md5 32 lower-case hexadecimal digits
   * @return the game, if it is supported
   */
  public static Optional<Game> findByMd5(String md5) {
    return Optional.ofNullable(BY_MD5.get(md5));
  }

  /**
   * A game by its emulator name; the built-in game's name is known too.
   *
   * @param name exactly as {@link Game#name()}
   * @return the game, if it is supported
   */
  public static Optional<Game> find(String name) {
    if (name.equals(BuiltInGame.NAME)) {
      return Optional.of(BuiltInGame.game());
    }
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /**
   * A game by its emulator name.
   *
   * @param name exactly as {@link Game#name()}, or {@code volley}
   * @return the game
   * @throws ConfigurationException if no such game is supported; the message names near misses
   */
  public static Game require(String name) {
    return find(name)
        .orElseThrow(
            () -> {
              List<String> near = nearest(name);
              return new ConfigurationException(
                  "unknown game '%s'%s; see `./ductile roms list`"
                      .formatted(
                          name,
                          near.isEmpty()
                              ? ""
                              : ": did you mean " + String.join(" or ", near) + "?"));
            });
  }

  private static List<String> nearest(String name) {
    String wanted = squash(name);
    return Stream.concat(Stream.of(BuiltInGame.NAME), BY_NAME.keySet().stream())
        .map(n -> Map.entry(n, distance(squash(n), wanted)))
        .filter(e -> e.getValue() <= Math.max(1, wanted.length() / 4))
        .sorted(Map.Entry.comparingByValue(Comparator.naturalOrder()))
        .limit(3)
        .map(Map.Entry::getKey)
        .toList();
  }

  /**
   * {@code ALE/SpaceInvaders-v5}, {@code space-invaders} and {@code SpaceInvaders} all come near.
   */
  private static String squash(String name) {
    return name.toLowerCase(java.util.Locale.ROOT)
        .replaceFirst("^ale/", "")
        .replaceFirst("(noframeskip)?-v\\d+$", "")
        .replaceAll("[^a-z0-9]", "");
  }

  /** Levenshtein distance. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replace = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replace, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }

  private static Map<String, Game> load() {
    Map<String, Game> games = new LinkedHashMap<>();
    try (InputStream in = GameCatalogue.class.getResourceAsStream("games.csv");
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .forEach(c -> games.put(c[0], new Game(c[0], c[1], c[2], c[3].equals("yes"))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Collections.unmodifiableMap(games);
  }
}
