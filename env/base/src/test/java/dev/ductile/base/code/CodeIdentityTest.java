package dev.ductile.base.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CodeIdentityTest {
  private static final String COMMIT = "5c90b41d22".repeat(4);
  private static final String A = "a".repeat(64);
  private static final String B = "b".repeat(64);

  @Test
  void knowsItsVersionAndItsClasses() {
    CodeIdentity code = CodeIdentity.current();
    assertThat(code.version()).matches("\\d+\\.\\d+.*");
    assertThat(code.commit()).matches("unknown|[0-9a-f]{40}");
    assertThat(code.tree()).isIn("unknown", "clean", "changed");
    assertThat(code.codeSha256()).matches("[0-9a-f]{64}");
    assertThat(CodeIdentity.onClassPath()).isEqualTo(code);
    assertThat(CodeIdentity.of(code.toMap())).isEqualTo(code);
    assertThat(CodeIdentity.of(java.util.Map.of())).isEqualTo(CodeIdentity.notKnown());
    assertThat(CodeIdentity.notKnown().isSameCodeAs(CodeIdentity.notKnown())).isFalse();
    assertThat(code.toMap()).containsOnlyKeys("version", "commit", "tree", "codeSha256");
  }

  @Test
  void equalClassesAreTheSameCodeWhateverGitSays() {
    CodeIdentity clone = new CodeIdentity("1", COMMIT, "changed", A);
    CodeIdentity download = new CodeIdentity("1", "unknown", "unknown", A);
    assertThat(clone.isSameCodeAs(download)).isTrue();
    assertThat(clone.isSameCodeAs(new CodeIdentity("1", COMMIT, "changed", B))).isFalse();
  }

  @Test
  void unchangedSourcesOfOneCommitAreTheSameCodeWhateverJdkCompiledThem() {
    CodeIdentity clean = new CodeIdentity("1", COMMIT, "clean", A);
    assertThat(clean.isSameCodeAs(new CodeIdentity("1", COMMIT, "clean", B))).isTrue();
    assertThat(clean.isSameCodeAs(new CodeIdentity("1", COMMIT, "unknown", B))).isFalse();
    CodeIdentity nowhere = new CodeIdentity("1", "unknown", "clean", A);
    assertThat(nowhere.isSameCodeAs(new CodeIdentity("1", "unknown", "clean", B))).isFalse();
  }

  @Test
  void saysShortlyWhatItIs() {
    assertThat(new CodeIdentity("1.2", COMMIT, "changed", A).describe())
        .isEqualTo("1.2, commit 5c90b41d22 with changes, classes aaaaaaaaaa");
    assertThat(new CodeIdentity("1.2", "unknown", "unknown", A).describe())
        .isEqualTo("1.2, classes aaaaaaaaaa");
  }
}
