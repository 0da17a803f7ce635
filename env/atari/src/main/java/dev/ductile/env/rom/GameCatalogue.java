package dev.ductile.env.rom;

import dev.ductile.base.ConfigurationException;
import dev.ductile.base.DidYouMean;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
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
            () ->
                new ConfigurationException(
                    String.format(
                        Locale.ROOT,
                        "unknown game '%s'%s `./ductile roms list`",
                        name,
                        nearest(name))));
  }

  private static String nearest(String name) {
    List<String> names =
        Stream.concat(Stream.of(BuiltInGame.NAME), BY_NAME.keySet().stream()).toList();
    String near = DidYouMean.question(plain(name), names);
    return near.isEmpty() ? "; see" : near + " See";
  }

  /** Without what Gymnasium puts around a name: {@code ALE/SpaceInvaders-v5}. */
  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT)
        .replaceFirst("^ale/", "")
        .replaceFirst("(noframeskip)?-v\\d+$", "");
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
