package dev.ductile.agent.profile;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Adds up operations of the same name over some calls. */
public final class OperationTimes {
  private final Map<String, double[]> sums = new LinkedHashMap<>();

  /**
   * Adds one operation that ran.
   *
   * @param nanos how long
   * @param floatingOperations see {@link OperationTime}
   * @param bytes see {@link OperationTime}
   */
  public void add(String operation, double nanos, double floatingOperations, double bytes) {
    double[] sum = sums.computeIfAbsent(operation, name -> new double[4]);
    sum[0]++;
    sum[1] += nanos;
    sum[2] += floatingOperations;
    sum[3] += bytes;
  }

  /**
   * What one call takes on average, the dearest first.
   *
   * @param calls that were added
   */
  public List<OperationTime> perCall(int calls) {
    return sums.entrySet().stream()
        .map(each -> time(each.getKey(), each.getValue(), calls))
        .sorted(Comparator.comparingDouble(OperationTime::milliseconds).reversed())
        .toList();
  }

  private static OperationTime time(String operation, double[] sum, int calls) {
    return new OperationTime(
        operation, sum[0] / calls, sum[1] / 1e6 / calls, sum[2] / calls, sum[3] / calls);
  }
}
