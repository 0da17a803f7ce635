package dev.ductile.env.rom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ductile.base.ConfigurationException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Imports from honest and hostile sources. Tests that need a third-party ROM take one that the user
 * has installed.
 */
class RomImporterTest {
  @TempDir Path folder;
  private RomStore store;
  private RomImporter importer;

  @BeforeEach
  void emptyStore() {
    store = new RomStore(folder.resolve("home"));
    importer = new RomImporter(store);
  }

  private Path zip(String name, Map<String, byte[]> entries) throws IOException {
    Path zip = folder.resolve(name);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (Map.Entry<String, byte[]> entry : new java.util.TreeMap<>(entries).entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return zip;
  }

  private static byte[] anyInstalledRom() throws IOException {
    Map<Game, Path> installed = RomStore.standard().installed();
    assumeTrue(
        !installed.isEmpty(), "no third-party ROM installed in " + RomStore.standard().folder());
    return Files.readAllBytes(installed.values().iterator().next());
  }

  private void assertNothingOutsideTheStore(Path... expected) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      assertThat(all.toList())
          .isSubsetOf(
              Stream.concat(Stream.of(folder.resolve("home")), Arrays.stream(expected)).toList());
    }
  }

  @Test
  void romIsFoundByContentUnderAnyNameAndNoNameBecomesAPath() throws IOException {
    byte[] rom = anyInstalledRom();
    Path zip = zip("evil.whl", Map.of("../../../evil.bin", rom, "x/../y\\..\\z", new byte[] {1}));
    ImportReport first = importer.importFrom(zip);
    assertThat(first.imported()).hasSize(1);
    assertThat(first.unknownFiles()).isEqualTo(1);
    Game game = first.imported().get(0);
    assertThat(Files.readAllBytes(store.file(game))).isEqualTo(rom);
    assertNothingOutsideTheStore(zip);
    ImportReport second = importer.importFrom(zip);
    assertThat(second.imported()).isEmpty();
    assertThat(second.alreadyThere()).containsExactly(game);
    assertThat(store.require(game.name()).game()).isEqualTo(game);

    Files.write(store.file(game), Arrays.copyOf(rom, rom.length / 2));
    assertThatThrownBy(() -> store.require(game.name()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("is not the supported ROM of " + game.name());
    assertThat(importer.importFrom(zip).imported())
        .as("damaged file replaced")
        .containsExactly(game);

    Path loose = Files.write(folder.resolve("whatever.a26"), rom);
    assertThat(RomStore.fromFile(loose).game()).isEqualTo(game);
    assertThat(importer.importFrom(loose).alreadyThere()).containsExactly(game);
  }

  @Test
  void folderIsWalkedWithoutFollowingLinks() throws IOException {
    Path roms = Files.createDirectories(folder.resolve("in/deep/er"));
    Files.write(roms.resolve("a.bin"), new byte[] {1, 2, 3});
    Files.write(roms.resolve("big.bin"), new byte[Rom.MAX_BYTES + 1]);
    Files.createSymbolicLink(roms.resolve("loop"), folder.resolve("in"));
    ImportReport report = importer.importFrom(folder.resolve("in"));
    assertThat(report.unknownFiles()).isEqualTo(1);
    assertThat(report.skippedFiles()).as("the large file and the link").isEqualTo(2);
    assertThat(report.imported()).isEmpty();
  }

  @Test
  void zipBombIsRefused() throws IOException {
    Path bomb = folder.resolve("bomb.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(bomb))) {
      out.setLevel(Deflater.BEST_SPEED);
      out.putNextEntry(new ZipEntry("zeros"));
      byte[] zeros = new byte[1 << 20];
      for (long n = 0; n <= RomImporter.MAX_TOTAL_BYTES; n += zeros.length) {
        out.write(zeros);
      }
    }
    assertThatThrownBy(() -> importer.importFrom(bomb))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("unpacks to more than 512 MiB");
  }

  @Test
  void archiveOfTooManyEntriesIsRefused() throws IOException {
    Path zip = folder.resolve("many.zip");
    try (ZipOutputStream out =
        new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(zip)))) {
      for (int i = 0; i <= RomImporter.MAX_ENTRIES; i++) {
        out.putNextEntry(new ZipEntry("e" + i));
      }
    }
    assertThatThrownBy(() -> importer.importFrom(zip))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("more than 20000 files");
  }

  @Test
  void damagedArchivesGetOneClearLine() throws IOException {
    byte[] noise = new byte[50_000];
    new java.util.Random(1).nextBytes(noise);
    byte[] whole = Files.readAllBytes(zip("whole.zip", Map.of("a.bin", noise)));
    byte[] flipped = whole.clone();
    for (int i = 100; i < 140; i++) {
      flipped[i] ^= 0x55;
    }
    List<byte[]> damaged =
        List.of(
            Arrays.copyOf(whole, whole.length / 2),
            flipped,
            new byte[0],
            "not a zip at all".getBytes(StandardCharsets.UTF_8));
    for (byte[] content : damaged) {
      Path file = Files.write(folder.resolve("bad.zip"), content);
      assertThatThrownBy(() -> importer.importFrom(file))
          .as("%d bytes", content.length)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("bad.zip")
          .hasMessageContaining("archive")
          .extracting(Throwable::getMessage)
          .satisfies(m -> assertThat((String) m).doesNotContain("\n"));
    }
  }

  @Test
  void missingSourceIsRefused() {
    assertThatThrownBy(() -> importer.importFrom(folder.resolve("nowhere")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("nowhere");
  }

  @Test
  void missingRomSaysHowToGetOne() {
    assertThatThrownBy(() -> store.require("breakout"))
        .isInstanceOf(MissingRomException.class)
        .hasMessageContaining("pip download --no-deps ale-py")
        .hasMessageContaining("roms import")
        .hasMessageContaining("volley");
  }

  @Test
  void unknownGameNamesNearMisses() {
    for (String name :
        List.of("space-invaders", "SpaceInvaders", "ALE/SpaceInvaders-v5", "space_invader")) {
      assertThatThrownBy(() -> store.require(name))
          .as(name)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("did you mean space_invaders");
    }
  }

  @Test
  void romByPathMustBeASupportedOne() throws IOException {
    assertThatThrownBy(() -> RomStore.fromFile(folder)).isInstanceOf(ConfigurationException.class);
    for (int size : new int[] {0, 4096, Rom.MAX_BYTES + 1}) {
      Path file = Files.write(folder.resolve("pong.bin"), new byte[size]);
      assertThatThrownBy(() -> RomStore.fromFile(file))
          .as("%d bytes", size)
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("pong.bin");
    }
  }

  @Test
  void catalogueHoldsTheGamesOfTheBenchmark() {
    assertThat(GameCatalogue.all()).hasSize(104).doesNotHaveDuplicates();
    assertThat(GameCatalogue.all().stream().filter(Game::atari57)).hasSize(57);
    assertThat(GameCatalogue.all()).allMatch(g -> g.md5().matches("[0-9a-f]{32}"));
    assertThat(GameCatalogue.all().stream().map(Game::name))
        .doesNotContain("combat", "joust", "maze_craze", "warlords", "volley");
  }
}
