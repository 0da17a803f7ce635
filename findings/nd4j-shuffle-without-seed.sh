#!/usr/bin/env bash
# Version: ND4J 1.0.0-M2.1. Nd4j.shuffle does not follow the seed.
#
# Expected: after Nd4j.getRandom().setSeed(1) everything that ND4J draws is the same in every run, as
#   rand and randn are; a replayed epoch sees its batches in the same order.
# Behaviour: Nd4j.shuffle(array, dimensions) makes a java.util.Random of its own, without a seed. Only
#   the variant that is handed a Random can be repeated.
# Output seen:
#   rand after setSeed(1), 20 times: 1 different
#   shuffle of 12 rows after setSeed(1), 20 times: more than 1 different: true
#   shuffle with new Random(1), 20 times: 1 different
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
cat >Shuffle.java <<'JAVA'
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class Shuffle {
  static int different(Supplier<INDArray> drawn) {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      Nd4j.getRandom().setSeed(1);
      seen.add(Arrays.toString(drawn.get().toFloatVector()));
    }
    return seen.size();
  }

  static INDArray rows() {
    return Nd4j.arange(12).reshape(12, 1);
  }

  public static void main(String[] arguments) {
    int drawn = different(() -> Nd4j.rand(DataType.FLOAT, 12));
    System.out.println("rand after setSeed(1), 20 times: " + drawn + " different");
    int shuffled =
        different(
            () -> {
              INDArray rows = rows();
              Nd4j.shuffle(rows, 1);
              return rows;
            });
    System.out.println(
        "shuffle of 12 rows after setSeed(1), 20 times: more than 1 different: " + (shuffled > 1));
    int given =
        different(
            () -> {
              INDArray rows = rows();
              Nd4j.shuffle(rows, new Random(1), 1);
              return rows;
            });
    System.out.println("shuffle with new Random(1), 20 times: " + given + " different");
    System.exit(drawn == 1 && shuffled > 1 && given == 1 ? 0 : 1);
  }
}
JAVA
javac -cp 'lib/*' Shuffle.java
java -cp "lib/*:." Shuffle 2>/dev/null
