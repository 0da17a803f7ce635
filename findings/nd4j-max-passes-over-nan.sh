#!/usr/bin/env bash
# Version: ND4J 1.0.0-M2.1. maxima pass over what is not a number.
#
# Expected: the maximum of values among which one is not a number is not a number, and argMax gives its
#   place, as in NumPy and PyTorch: a network that has diverged shows in its largest action value.
# Behaviour: max, min and argMax pass over it. An agent whose network has diverged goes on with an
#   ordinary action, and the target made of the largest value is finite.
# Output seen:
#   of 1, NaN, 3: max 3.0, min 1.0, argMax 2
#   of 3, NaN, 1: max 3.0, min 1.0, argMax 0
# Exits 0 while this is so, 1 if it changes.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
cat >pom.xml <<'POM'
<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>finding</groupId><artifactId>finding</artifactId><version>1</version>
  <dependencies>
    <dependency>
      <groupId>org.nd4j</groupId><artifactId>nd4j-native-platform</artifactId><version>1.0.0-M2.1</version>
    </dependency>
  </dependencies>
</project>
POM
mvn -B -q -Djavacpp.platform=linux-x86_64 org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DoutputDirectory=lib
cat >Maxima.java <<'JAVA'
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Maxima {
  static boolean passesOver(float first, float last, long largest) {
    INDArray x = Nd4j.createFromArray(first, Float.NaN, last);
    float max = x.max().getFloat(0);
    float min = x.min().getFloat(0);
    long place = x.argMax().getLong(0);
    System.out.printf(
        "of %.0f, NaN, %.0f: max %.1f, min %.1f, argMax %d%n", first, last, max, min, place);
    return max == 3 && min == 1 && place == largest;
  }

  public static void main(String[] arguments) {
    boolean last = passesOver(1, 3, 2);
    System.exit(passesOver(3, 1, 0) && last ? 0 : 1);
  }
}
JAVA
javac -cp 'lib/*' Maxima.java
java -cp "lib/*:." Maxima 2>/dev/null
