#!/usr/bin/env bash
# Versions: Hipparchus 4.0.3, SciPy 1.17.1. normal quantiles of small probabilities.
#
# Expected: the quantile of a probability p is finite for every p > 0, and as exact as the distribution
#   function, which keeps all digits down to 1e-300: bounds that share a level among many looks or many
#   comparisons, and z scores made of p-values, reach far into the tail.
# Behaviour: inverseCumulativeProbability goes by 2p - 1, which forgets p: digits are lost from 1e-10
#   on, at 1e-16 the second decimal is wrong, at 1e-17 it is -infinity.
# Output seen:
#   p 1e-10: Hipparchus -6.361340890, SciPy -6.361340902
#   p 1e-16: Hipparchus -8.209536152, SciPy -8.222082216
#   p 1e-17: Hipparchus -Infinity, SciPy -8.493793224
#   Hipparchus's distribution function at -8.493793224: 1.00e-17
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/pip install -q --retries 0 scipy==1.17.1
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.hipparchus</groupId><artifactId>hipparchus-core</artifactId><version>4.0.3</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat >Quantiles.java <<'JAVA'
import java.util.Locale;
import org.hipparchus.distribution.continuous.NormalDistribution;

class Quantiles {
  public static void main(String[] scipy) {
    NormalDistribution normal = new NormalDistribution();
    double[] p = {1e-10, 1e-16, 1e-17};
    double[] found = new double[p.length];
    for (int i = 0; i < p.length; i++) {
      found[i] = normal.inverseCumulativeProbability(p[i]);
      System.out.printf(
          Locale.ROOT,
          "p %.0e: Hipparchus %s, SciPy %s%n",
          p[i],
          Double.isInfinite(found[i]) ? found[i] : String.format(Locale.ROOT, "%.9f", found[i]),
          scipy[i]);
    }
    double exact = Double.parseDouble(scipy[2]);
    double back = normal.cumulativeProbability(exact);
    System.out.printf(
        Locale.ROOT, "Hipparchus's distribution function at %.9f: %.2e%n", exact, back);
    boolean wrong = Math.abs(found[1] - Double.parseDouble(scipy[1])) > 0.01;
    boolean known = Math.abs(back / 1e-17 - 1) < 1e-6;
    System.exit(wrong && known && found[2] == Double.NEGATIVE_INFINITY ? 0 : 1);
  }
}
JAVA
javac -cp 'lib/*' Quantiles.java
read -ra exact <<<"$(venv/bin/python -c '
from scipy.stats import norm
print(*(f"{norm.ppf(p):.9f}" for p in (1e-10, 1e-16, 1e-17)))')"
java -cp "lib/*:." Quantiles "${exact[@]}"
