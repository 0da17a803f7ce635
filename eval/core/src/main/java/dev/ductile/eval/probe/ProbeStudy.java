package dev.ductile.eval.probe;

import dev.ductile.eval.folder.RunFolder;
import dev.ductile.eval.folder.RunLock;
import dev.ductile.eval.probe.data.ImageSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.LongFunction;
import java.util.stream.LongStream;

/** Several variants of a probe over the same seeds: what is to be compared. */
public final class ProbeStudy {
  private final List<ProbeVariant> variants;
  private final List<Long> seeds;
  private final LongFunction<ImageSet> pools;
  private final Path folder;
  private final ProbeMeasurements.Factory measurements;

  /**
   * Prepares; runs nothing.
   *
   * @param pools images for a seed; asked anew for every seed
   * @param folder takes everything that is written
   */
  public ProbeStudy(
      List<ProbeVariant> variants,
      long firstSeed,
      int seeds,
      LongFunction<ImageSet> pools,
      Path folder,
      ProbeMeasurements.Factory measurements) {
    this.variants = List.copyOf(variants);
    this.seeds = LongStream.range(firstSeed, firstSeed + seeds).boxed().toList();
    this.pools = pools;
    this.folder = folder;
    this.measurements = measurements;
  }

  /** How many runs there are. */
  public int runs() {
    return variants.size() * seeds.size();
  }

  /**
   * Runs what the folder does not hold yet; seed by seed, so that a study that is stopped has as
   * many seeds of each variant.
   *
   * @param stop asked after every update
   * @return finished runs of each variant, in the order of variants and seeds
   * @throws dev.ductile.base.ConfigurationException if a variant cannot begin; none has begun then
   */
  public Map<ProbeVariant, List<ProbeResult>> run(BooleanSupplier stop) {
    Map<ProbeVariant, List<ProbeResult>> results = new LinkedHashMap<>();
    variants.forEach(variant -> results.put(variant, new ArrayList<>()));
    ProbeConfig first = variants.get(0).config();
    long updates = (long) first.task().tasks() * first.task().stepsPerTask();
    ProbeProgress progress = new ProbeProgress(System.err, runs(), updates);
    for (long seed : seeds) {
      ImageSet pool = pools.apply(seed);
      if (seed == seeds.get(0)) {
        tryOut(pool);
      }
      for (ProbeVariant variant : variants) {
        if (stop.getAsBoolean()) {
          return results;
        }
        progress.begin(variant, seed);
        ProbeFolder at =
            new ProbeFolder(folder.resolve(variant.folderName()).resolve("seed-" + seed));
        ProbeResult result = one(variant, seed, pool, at, measurements, progress, stop);
        if (result.completed()) {
          results.get(variant).add(result);
        }
      }
    }
    return results;
  }

  /**
   * Makes every network but the first, which is made next anyway: a variant that cannot begin, such
   * as a reset of more layers than there are, is refused before the others have taken their hours.
   */
  private void tryOut(ImageSet pool) {
    for (ProbeVariant variant : variants.subList(1, variants.size())) {
      new ProbeRun(variant.config(), seeds.get(0), pool, measurements, ProbeListener.none())
          .close();
    }
  }

  /**
   * One seed of one variant in a folder of its own, as a sweep's trial is run.
   *
   * @param folder new or empty, or that of the same probe; a finished one is not run again
   * @param stop asked after every update
   * @throws dev.ductile.base.files.OutputException if the folder holds something else
   */
  public static ProbeResult single(
      ProbeVariant variant,
      long seed,
      ImageSet pool,
      Path folder,
      ProbeMeasurements.Factory measurements,
      BooleanSupplier stop) {
    if (!new RunFolder(folder).isRun()) {
      RunFolder.create(folder);
    }
    long updates = (long) variant.config().task().tasks() * variant.config().task().stepsPerTask();
    ProbeProgress progress = new ProbeProgress(System.err, 1, updates);
    progress.begin(variant, seed);
    return one(variant, seed, pool, new ProbeFolder(folder), measurements, progress, stop);
  }

  private static ProbeResult one(
      ProbeVariant variant,
      long seed,
      ImageSet pool,
      ProbeFolder at,
      ProbeMeasurements.Factory measurements,
      ProbeProgress progress,
      BooleanSupplier stop) {
    String config = ProbeSettings.text(variant.config(), seed, pool);
    var before = at.finished(config);
    if (before.isPresent()) {
      progress.end(before.get(), true);
      at.otherCode().ifPresent(code -> progress.otherCode(at.path(), code));
      return before.get();
    }
    try (RunLock lock = at.begin(config);
        ProbeLog log = new ProbeLog(at.metricsFile(), progress, lock::requireHeld);
        ProbeRun run = new ProbeRun(variant.config(), seed, pool, measurements, log)) {
      ProbeResult result = run.run(stop);
      lock.requireHeld();
      at.finish(result);
      progress.end(result, false);
      return result;
    }
  }
}
