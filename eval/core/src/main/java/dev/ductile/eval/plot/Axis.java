package dev.ductile.eval.plot;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * An axis: its ends, and ticks at round values whose labels have equally many digits.
 *
 * @param label in words, with the unit
 * @param min lower end
 * @param max upper end
 * @param logarithmic whether equal distances are equal ratios
 * @param ticks values of the ticks, ascending
 * @param tickLabels what stands at them
 */
public record Axis(
    String label,
    double min,
    double max,
    boolean logarithmic,
    List<Double> ticks,
    List<String> tickLabels) {
  private static final double[] MANTISSAS = {1, 2, 5, 10};
  private static final double AIR = 0.05;
  private static final int PLAIN_DECIMALS = 4;
  private static final double PLAIN_BELOW = 1e6;

  /** Copies what could change. */
  public Axis {
    ticks = List.copyOf(ticks);
    tickLabels = List.copyOf(tickLabels);
  }

  /** Shares: from 0 to 1, whatever the values are. */
  public static Axis share(String label, int mostTicks) {
    return between(label, 0, 1, -0.03, 1.03, mostTicks);
  }

  /**
   * Values of any size, with some air at both ends.
   *
   * @param low least value; NaN where there is none
   * @param high greatest value
   */
  public static Axis linear(String label, double low, double high, int mostTicks) {
    if (!(low <= high) || !Double.isFinite(high - low)) {
      return between(label, 0, 1, 0, 1, mostTicks);
    }
    double air = high > low ? (high - low) * AIR : Math.max(Math.abs(high) * 0.1, tiny(high));
    return between(label, low - air, high + air, low - air, high + air, mostTicks);
  }

  private static double tiny(double value) {
    return value == 0 ? 1 : Double.MIN_NORMAL;
  }

  /** Counts from 0, such as frames: 0, 50k, 100k. The axis ends a little behind the last one. */
  public static Axis counts(String label, double last, int mostTicks) {
    double end = last > 0 && Double.isFinite(last) ? last : 1;
    double step = Math.max(1, step(end, mostTicks));
    List<Double> ticks = multiples(0, end * 1.0001, step);
    double unit = end >= 1e9 ? 1e9 : end >= 1e6 ? 1e6 : end >= 1e3 ? 1e3 : 1;
    String suffix = unit == 1e9 ? "B" : unit == 1e6 ? "M" : unit == 1e3 ? "k" : "";
    int decimals = decimals(step / unit);
    List<String> labels =
        ticks.stream().map(t -> t == 0 ? "0" : fixed(t / unit, decimals) + suffix).toList();
    return new Axis(label, 0, end * 1.01, false, ticks, labels);
  }

  /**
   * Positive values whose ratios matter.
   *
   * @param low least value, above 0
   * @param high greatest value
   */
  public static Axis logarithmic(String label, double low, double high, int mostTicks) {
    boolean usable = low > 0 && high >= low && Double.isFinite(high);
    double min = (usable ? low : 0.1) / 1.3;
    double max = (usable ? high : 1) * 1.3;
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(min));
    int last = (int) Math.ceil(Math.log10(max));
    int stride = Math.max(1, (last - first + mostTicks - 1) / mostTicks);
    boolean fine = last - first <= 2;
    for (int power = first; power <= last; power++) {
      for (double mantissa : fine ? new double[] {1, 2, 5} : new double[] {1}) {
        double tick = mantissa * Math.pow(10, power);
        if (tick >= min && tick <= max && (fine || Math.floorMod(power, stride) == 0)) {
          ticks.add(tick);
        }
      }
    }
    boolean plain = min >= 1e-4 && max < PLAIN_BELOW;
    List<String> labels =
        ticks.stream()
            .map(t -> plain ? BigDecimal.valueOf(t).stripTrailingZeros().toPlainString() : e(t, 0))
            .toList();
    return new Axis(label, min, max, true, ticks, labels);
  }

  /**
   * Groups side by side, at 0, 1, 2 and so on.
   *
   * @param names of the groups; those of several lines are centred
   */
  public static Axis categories(String label, List<String> names) {
    List<Double> ticks = IntStream.range(0, names.size()).mapToObj(i -> (double) i).toList();
    return new Axis(label, -0.6, names.size() - 0.4, false, ticks, names);
  }

  private static Axis between(
      String label, double low, double high, double min, double max, int mostTicks) {
    double step = step(high - low, mostTicks);
    List<Double> ticks = multiples(low, high, step);
    double size = Math.max(Math.abs(low), Math.abs(high));
    boolean plain = size < PLAIN_BELOW && decimals(step) <= PLAIN_DECIMALS;
    int digits = (int) Math.round(Math.floor(Math.log10(size)) - Math.floor(Math.log10(step)));
    List<String> labels =
        ticks.stream().map(t -> plain ? fixed(t, decimals(step)) : e(t, digits)).toList();
    return new Axis(label, min, max, false, ticks, labels);
  }

  /** The least step of 1, 2 or 5 times a power of ten that gives at most so many ticks. */
  private static double step(double span, int mostTicks) {
    double least = span / Math.max(1, mostTicks);
    double power = Math.pow(10, Math.floor(Math.log10(least)));
    for (double mantissa : MANTISSAS) {
      if (mantissa * power >= least * (1 - 1e-9)) {
        return mantissa * power;
      }
    }
    return 10 * power;
  }

  private static List<Double> multiples(double low, double high, double step) {
    List<Double> ticks = new ArrayList<>();
    double slack = step * 1e-6;
    for (long k = (long) Math.ceil((low - slack) / step); k * step <= high + slack; k++) {
      ticks.add(k == 0 ? 0.0 : k * step);
    }
    return ticks;
  }

  /** Decimals that tell multiples of a step apart. */
  private static int decimals(double step) {
    return Math.max(0, (int) -Math.floor(Math.log10(step) + 1e-9));
  }

  private static String fixed(double value, int decimals) {
    return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN).toPlainString();
  }

  private static String e(double value, int digits) {
    if (value == 0) {
      return "0";
    }
    String text = String.format(Locale.ROOT, "%." + Math.max(0, digits) + "e", value);
    return text.replaceAll("e([+-])0?(\\d+)$", "e$1$2").replace("e+", "e");
  }

  /** Where a value stands, in units that grow evenly along the axis. */
  public double position(double value) {
    return logarithmic ? Math.log10(Math.max(value, min)) : value;
  }

  /** Whether a value can be drawn. */
  public boolean has(double value) {
    return Double.isFinite(value) && (!logarithmic || value > 0);
  }
}
