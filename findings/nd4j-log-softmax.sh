#!/usr/bin/env bash
# Version: ND4J 1.0.0-M2.1. log_softmax is the logarithm of a softmax, not of the stable form.
#
# Expected: log softmax (x) = x − max − log Σ exp(x − max), finite for every finite x: that is why
#   frameworks have it as an operation of its own. For the logits 0 and −200: about 0 and −200.
# Behaviour: the smaller value is -infinity as soon as its softmax underflows float32, from logits
#   about 104 apart. A cross-entropy or an entropy (0 · -infinity) made of it turns infinite or NaN.
# Output seen:
#   logits 0 and -50: 0.0 and -50.0
#   logits 0 and -200: 0.0 and -Infinity
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
cat >LogSoftmax.java <<'JAVA'
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LogSoftmax {
  static float[] of(float smaller) {
    INDArray x = Nd4j.createFromArray(new float[][] {{0f, smaller}});
    float[] y = Nd4j.nn().logSoftmax(x).toFloatVector();
    System.out.println("logits 0 and " + (int) smaller + ": " + y[0] + " and " + y[1]);
    return y;
  }

  public static void main(String[] arguments) {
    boolean near = Math.abs(of(-50)[1] + 50) < 1e-3;
    System.exit(near && of(-200)[1] == Float.NEGATIVE_INFINITY ? 0 : 1);
  }
}
JAVA
javac -cp 'lib/*' LogSoftmax.java
java -cp "lib/*:." LogSoftmax 2>/dev/null
