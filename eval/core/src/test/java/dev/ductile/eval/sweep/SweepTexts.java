package dev.ductile.eval.sweep;

import dev.ductile.eval.sweep.definition.SweepDefinition;
import dev.ductile.eval.sweep.definition.SweepFile;
import java.util.List;

/** A small sweep for tests: two networks, three offsets, some seeds. */
public final class SweepTexts {
  private static final String HEAD =
      """
      name: small
      about: a sweep for tests
      size: desk
      differences: everything
      command: probe
      arguments: [offset-regression, --tasks, "10"]
      """;
  private static final String AXES =
      """
      axes:
        network:
          option: --with
          values: {none: "", layer-norm: layer-norm}
        offset:
          option: --offset
          values: [0, 10, 100]
        seed:
          option: --seed
          values: %s
      """;
  private static final String CLAIMS =
      """
      claims:
        - claim: layer norm is better
          source: a paper
          metric: probe.loss
          better: lower
          of: {network: layer-norm}
          than: {network: none}
        - claim: the offset hurts without layer norm
          source: a paper
          metric: probe.loss
          along: offset
          within: {network: none}
          direction: increasing
      """;

  private SweepTexts() {}

  public static String yaml(Integer... seeds) {
    return HEAD + AXES.formatted(List.of(seeds)) + CLAIMS;
  }

  public static SweepDefinition small(Integer... seeds) {
    return SweepFile.parse(yaml(seeds), "small.yaml");
  }
}
