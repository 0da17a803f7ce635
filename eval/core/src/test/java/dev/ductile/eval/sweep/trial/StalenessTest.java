package dev.ductile.eval.sweep.trial;

import static org.assertj.core.api.Assertions.assertThat;

import dev.ductile.base.code.CodeIdentity;
import dev.ductile.eval.machine.CpuKind;
import dev.ductile.eval.sweep.definition.Trial;
import dev.ductile.eval.sweep.definition.TrialDemand;
import dev.ductile.eval.sweep.definition.TrialResolver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found again under other words and labels, and what is stale. */
class StalenessTest {
  private static final CodeIdentity CODE =
      new CodeIdentity("1", "unknown", "unknown", "a".repeat(64));
  private static final CodeIdentity OTHER =
      new CodeIdentity("1", "unknown", "unknown", "b".repeat(64));

  @TempDir private Path out;

  /** What the word x means changes; y means x's old meaning. */
  private static final class Meanings implements TrialResolver {
    private final Map<String, String> meanings;

    Meanings(Map<String, String> meanings) {
      this.meanings = meanings;
    }

    @Override
    public List<String> identities(List<Trial> trials) {
      return trials.stream()
          .map(t -> Trial.ofWords("train", List.of(meanings.get(t.arguments().get(0)))))
          .toList();
    }

    @Override
    public TrialDemand demand(Trial trial) {
      return new TrialDemand(1, 1, "cpu");
    }

    Trial trial(String word, String label) {
      Trial plain = new Trial("train", List.of(word), Map.of("axis", label));
      return new Trial(
          "train", plain.arguments(), plain.labels(), identities(List.of(plain)).get(0));
    }
  }

  private static final Meanings THEN = new Meanings(Map.of("x", "1", "y", "1"));
  private static final Meanings NOW = new Meanings(Map.of("x", "2", "y", "1"));

  private TrialFolder made(Trial trial, CodeIdentity code) throws Exception {
    TrialFolder folder = new TrialFolder(out.resolve("trials").resolve(trial.folderName()));
    folder.describe(trial, code);
    Files.createDirectories(folder.run());
    return folder;
  }

  private static String reason(Trial trial, TrialFolder folder) {
    return Staleness.here(CODE).reason(trial, folder).orElse("");
  }

  @Test
  void aTrialIsFoundUnderOtherWordsAndLabels() throws Exception {
    TrialFolder folder = made(THEN.trial("x", "a"), CODE);
    Trial other = THEN.trial("y", "another label");
    TrialFolder found = new TrialFolders(out, List.of(other), THEN).folder(other);
    assertThat(found).isEqualTo(folder);
    assertThat(reason(other, found)).isEmpty();
  }

  @Test
  void wordsThatMeanAnotherConfigurationByNowAreStale() throws Exception {
    TrialFolder folder = made(THEN.trial("x", "a"), CODE);
    Trial now = NOW.trial("x", "a");
    TrialFolder found = new TrialFolders(out, List.of(now), NOW).folder(now);
    assertThat(found).isEqualTo(folder);
    assertThat(reason(now, found))
        .isEqualTo("another configuration under the same words or labels");
    // The folder is y's as y means what x meant.
    Trial y = NOW.trial("y", "b");
    TrialFolders both = new TrialFolders(out, List.of(now, y), NOW);
    assertThat(both.folder(y)).isEqualTo(folder);
    assertThat(both.folder(now).path()).doesNotExist();
  }

  @Test
  void otherCodeIsStaleAndNamed() throws Exception {
    Trial trial = THEN.trial("x", "a");
    TrialFolder folder = made(trial, OTHER);
    assertThat(reason(trial, folder)).isEqualTo("other code, 1, classes bbbbbbbbbb");
    folder.describe(trial, CODE);
    assertThat(reason(trial, folder)).as("half of it is").contains("bbbbbbbbbb, then");
  }

  @Test
  void anotherKindOfCpuIsStaleAndSaysWhatDiffers() throws Exception {
    Trial trial = THEN.trial("x", "a");
    TrialFolder folder = made(trial, CODE);
    CpuKind other =
        CpuKind.read(
            Map.of(
                "cpu",
                "Another 9000",
                "kernels",
                "k",
                "instructionSets",
                "sse4_2",
                "oneDnnMaxCpuIsa",
                "none"));
    assertThat(new Staleness(CODE, other).reason(trial, folder).orElseThrow())
        .startsWith("another kind of CPU, ")
        .contains("instructionSets");
  }

  /** Earlier versions wrote no identity, and their folders' names end with another hash. */
  @Test
  void foldersOfEarlierVersionsAreFoundByWhatTheirWordsMean() throws Exception {
    Path old = Files.createDirectories(out.resolve("trials/axis=a_0123456789ab"));
    Files.createDirectories(old.resolve("run"));
    Files.writeString(
        old.resolve("trial.json"),
        "{\"command\": \"train\", \"arguments\": [\"x\"], \"axes\": {\"axis\": \"a\"}, \"code\":"
            + " [{\"version\": \"1\", \"codeSha256\": \""
            + "a".repeat(64)
            + "\"}]}");
    Trial trial = THEN.trial("y", "b");
    TrialFolder found = new TrialFolders(out, List.of(trial), THEN).folder(trial);
    assertThat(found.path()).isEqualTo(old);
    assertThat(reason(trial, found)).isEmpty();
  }

  @Test
  void aFolderThatNobodyDescribedIsStale() throws Exception {
    Trial trial = THEN.trial("x", "a");
    TrialFolder folder = made(trial, CODE);
    Files.writeString(folder.descriptionFile(), "{ damaged");
    TrialFolder found = new TrialFolders(out, List.of(trial), THEN).folder(trial);
    assertThat(reason(trial, found)).isEqualTo("code that was not written down");
  }
}
