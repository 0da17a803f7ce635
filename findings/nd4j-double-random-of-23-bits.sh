#!/usr/bin/env bash
# Version: ND4J 1.0.0-M2.1. random doubles have the resolution of floats.
#
# Expected: Nd4j.rand(DataType.DOUBLE, n) draws numbers of 53 bits, as Java and NumPy do; a million of
#   them are all different.
# Behaviour: all are multiples of 2^-23. A million have about 55,000 repetitions, and nothing lies
#   between 0 and 1.2e-7: the tails of what is made of them by inversion end there.
# Output seen:
#   multiples of 2^-23: 1000000 of 1000000
#   different: fewer than 960000: true
#   java.util.Random's nextDouble: multiples of 2^-23: 0, different 1000000
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
cat >Doubles.java <<'JAVA'
import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

class Doubles {
  static long coarse(double[] values) {
    return Arrays.stream(values).filter(x -> x * (1 << 23) == Math.rint(x * (1 << 23))).count();
  }

  public static void main(String[] arguments) {
    int n = 1_000_000;
    Nd4j.getRandom().setSeed(2);
    double[] values = Nd4j.rand(DataType.DOUBLE, n).toDoubleVector();
    long different = Arrays.stream(values).distinct().count();
    System.out.println("multiples of 2^-23: " + coarse(values) + " of " + n);
    System.out.println("different: fewer than 960000: " + (different < 960_000));
    double[] java = new Random(2).doubles(n).toArray();
    long javas = Arrays.stream(java).distinct().count();
    System.out.println(
        "java.util.Random's nextDouble: multiples of 2^-23: " + coarse(java) + ", different " + javas);
    System.exit(coarse(values) == n && different < 960_000 && javas == n ? 0 : 1);
  }
}
JAVA
javac -cp 'lib/*' Doubles.java
java -cp "lib/*:." Doubles 2>/dev/null
